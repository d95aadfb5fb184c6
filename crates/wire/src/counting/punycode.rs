//! How long a label of a domain is once it is encoded for the DNS (RFC 3492).

/// The length of a label in ASCII.
pub(super) fn length(label: &[char]) -> usize {
    // The dots of East Asian scripts divide labels too, and travel as ASCII dots.
    label
        .split(|it| matches!(it, '\u{3002}' | '\u{ff0e}' | '\u{ff61}'))
        .map(|part| encoded_length(part) + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// More characters than this are too many for a label, however they are encoded.
const MAX_CHARACTERS: usize = 63;

fn encoded_length(label: &[char]) -> usize {
    if label.iter().all(char::is_ascii) || label.len() > MAX_CHARACTERS {
        return label.len();
    }
    let basic = label.iter().filter(|it| it.is_ascii()).count();
    let mut length = "xn--".len() + basic + usize::from(basic > 0);
    let (mut code, mut delta, mut bias, mut handled) = (0x80_u32, 0_u32, 72_u32, basic);
    while handled < label.len() {
        let codes = label.iter().map(|it| u32::from(*it));
        let Some(next) = codes.filter(|it| *it >= code).min() else {
            break;
        };
        let steps = u32::try_from(handled + 1).unwrap_or(u32::MAX);
        delta = delta.saturating_add((next - code).saturating_mul(steps));
        code = next;
        for character in label.iter().map(|it| u32::from(*it)) {
            if character < code {
                delta = delta.saturating_add(1);
            }
            if character == code {
                length += digits(delta, bias);
                bias = adapted(delta, handled, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.saturating_add(1);
        code += 1;
    }
    length
}

/// How many digits a number takes.
fn digits(mut number: u32, bias: u32) -> usize {
    let mut count = 1;
    for k in (36_u32..).step_by(36) {
        let threshold = k.saturating_sub(bias).clamp(1, 26);
        if number < threshold {
            break;
        }
        number = (number - threshold) / (36 - threshold);
        count += 1;
    }
    count
}

fn adapted(delta: u32, handled: usize, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / u32::try_from(handled + 1).unwrap_or(u32::MAX);
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_as_long_as_the_dns_gets_it() {
        for (label, encoded) in [
            ("example", "example"),
            ("bücher", "xn--bcher-kva"),
            ("例え", "xn--r8jz45g"),
            ("ドメイン名例", "xn--eckwd4c7cu47r2wf"),
            ("✪df", "xn--df-oiy"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("MajiでKoiする5秒前", "xn--MajiKoi5-783gue6qz075azm5e"),
            ("日。本", "xn--wgv.xn--rht"),
        ] {
            let characters: Vec<_> = label.chars().collect();
            let expected = match label {
                "日。本" => length(&['日']) + 1 + length(&['本']),
                _ => encoded.len(),
            };
            assert_eq!(length(&characters), expected, "{label}");
        }
    }
}
