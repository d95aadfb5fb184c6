//! What each tone says around a text, by language.

use wire::generate::{ContentType, Tone};

use crate::engine::language::Language;

/// What a tone says around a text.
#[derive(Debug)]
pub struct Phrases {
    pub greeting: &'static str,
    pub opening: &'static str,
    pub closing: &'static str,
    pub call_to_action: &'static str,
    pub question: &'static str,
}

const fn phrases(
    greeting: &'static str,
    opening: &'static str,
    closing: &'static str,
    call_to_action: &'static str,
    question: &'static str,
) -> Phrases {
    Phrases {
        greeting,
        opening,
        closing,
        call_to_action,
        question,
    }
}

/// Neutral, professional, friendly, encouraging, urgent.
type Tones = [Phrases; 5];

static ENGLISH: Tones = [
    phrases("", "", "", "Read more", "What do you think?"),
    phrases(
        "Dear reader,",
        "Please find the details below.",
        "Kind regards, the Kettle & Crag team",
        "View the details",
        "What has your experience been?",
    ),
    phrases(
        "Hi there,",
        "Put the kettle on, we have something to share.",
        "Talk soon, your friends at Kettle & Crag",
        "Come and have a look",
        "What would you do with it? Tell us below.",
    ),
    phrases(
        "Hello, and thank you for being here!",
        "You are part of how far this has come, so here is what is next.",
        "You’ve got this. See you out there!",
        "Start today",
        "Ready to give it a go?",
    ),
    phrases(
        "Please read this today.",
        "In short:",
        "Please don’t put this off.",
        "Act now",
        "Have you checked yours yet?",
    ),
];

static GERMAN: Tones = [
    phrases("", "", "", "Weiterlesen", "Was meint ihr?"),
    phrases(
        "Guten Tag,",
        "die Einzelheiten finden Sie im Folgenden.",
        "Mit freundlichen Grüßen, Ihr Team von Kettle & Crag",
        "Einzelheiten ansehen",
        "Welche Erfahrungen haben Sie gemacht?",
    ),
    phrases(
        "Hallo zusammen,",
        "setzt schon mal Wasser auf, wir haben Neuigkeiten.",
        "Bis bald, euer Team von Kettle & Crag",
        "Schaut es euch an",
        "Was würdet ihr damit machen?",
    ),
    phrases(
        "Schön, dass Sie dabei sind!",
        "Ohne Sie wären wir nicht so weit, und so geht es weiter.",
        "Wir freuen uns auf den nächsten Schritt mit Ihnen!",
        "Jetzt anfangen",
        "Wer ist dabei?",
    ),
    phrases(
        "Bitte lesen Sie das noch heute.",
        "Kurz gesagt:",
        "Bitte warten Sie nicht länger.",
        "Jetzt handeln",
        "Haben Sie schon nachgesehen?",
    ),
];

static JAPANESE: Tones = [
    phrases("", "", "", "続きを読む", "皆さんはどう思いますか？"),
    phrases(
        "お客様各位",
        "詳細は以下のとおりです。",
        "今後ともよろしくお願いいたします。",
        "詳細を見る",
        "ご意見をお聞かせください。",
    ),
    phrases(
        "こんにちは！",
        "お湯を沸かしながら、ゆっくり読んでください。",
        "それでは、また。",
        "のぞいてみる",
        "あなたならどう使いますか？",
    ),
    phrases(
        "いつもありがとうございます！",
        "皆さんのおかげで、ここまで来ました。",
        "一緒に始めましょう！",
        "今日から始める",
        "挑戦してみませんか？",
    ),
    phrases(
        "本日中にお読みください。",
        "要点は次のとおりです。",
        "お早めにご対応ください。",
        "今すぐ確認する",
        "もう確認しましたか？",
    ),
];

static ARABIC: Tones = [
    phrases("", "", "", "اقرأ المزيد", "ما رأيكم؟"),
    phrases(
        "السادة القراء،",
        "تجدون التفاصيل أدناه.",
        "مع خالص التحية، فريق Kettle & Crag",
        "عرض التفاصيل",
        "ما تجربتكم معها؟",
    ),
    phrases(
        "مرحباً بكم،",
        "حضّروا قهوتكم، فلدينا ما نشاركه معكم.",
        "إلى لقاء قريب، أصدقاؤكم في Kettle & Crag",
        "تعالوا وألقوا نظرة",
        "ماذا ستحضّرون أولاً؟",
    ),
    phrases(
        "أهلاً بكم، وشكراً لوجودكم معنا!",
        "بفضلكم وصلنا إلى هنا، وهذه خطوتنا التالية.",
        "نراكم في الطريق!",
        "ابدأ اليوم",
        "هل أنتم مستعدون؟",
    ),
    phrases(
        "نرجو قراءة هذا اليوم.",
        "باختصار:",
        "نرجو عدم التأجيل.",
        "بادر الآن",
        "هل تحققتم بعد؟",
    ),
];

static HEBREW: Tones = [
    phrases("", "", "", "להמשך קריאה", "מה דעתכם?"),
    phrases(
        "קוראים יקרים,",
        "הפרטים המלאים בהמשך.",
        "בברכה, צוות Kettle & Crag",
        "לפרטים המלאים",
        "מה הניסיון שלכם?",
    ),
    phrases(
        "היי,",
        "שימו קומקום על האש, יש לנו מה לספר.",
        "נתראה בקרוב, החברים שלכם מ-Kettle & Crag",
        "בואו להציץ",
        "מה הייתם מכינים ראשון?",
    ),
    phrases(
        "שלום, ותודה שאתם כאן!",
        "בזכותכם הגענו עד הלום, וזה השלב הבא.",
        "נתראה בשביל!",
        "מתחילים היום",
        "מוכנים לנסות?",
    ),
    phrases(
        "נא לקרוא עוד היום.",
        "בקיצור:",
        "נא לא לדחות.",
        "לפעול עכשיו",
        "כבר בדקתם?",
    ),
];

/// What a tone says in a language.
pub fn of(language: Language, tone: &Tone) -> &'static Phrases {
    let [neutral, professional, friendly, encouraging, urgent] = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Japanese => &JAPANESE,
        Language::Arabic => &ARABIC,
        Language::Hebrew => &HEBREW,
    };
    match tone {
        Tone::Neutral | Tone::Other(_) => neutral,
        Tone::Professional => professional,
        Tone::Friendly => friendly,
        Tone::Encouraging => encouraging,
        Tone::Urgent => urgent,
    }
}

/// What a kind of content puts before its title.
pub fn prefix(language: Language, tone: &Tone, kind: &ContentType) -> &'static str {
    use ContentType::{Announcement, Blog, Update};
    match (language, kind, tone) {
        (_, ContentType::Other(_), _) => "",
        (Language::English, Update, Tone::Encouraging) => "Good news: ",
        (Language::English, Update, Tone::Urgent) => "Please read: ",
        (Language::English, Update, Tone::Friendly) => "A little update: ",
        (Language::English, Update, _) => "Update: ",
        (Language::English, Blog, Tone::Professional) => "Article: ",
        (Language::English, Blog, Tone::Friendly) => "Worth a read: ",
        (Language::English, Blog, Tone::Encouraging) => "You’ll like this: ",
        (Language::English, Blog, Tone::Urgent) => "Read today: ",
        (Language::English, Blog, _) => "",
        (Language::English, Announcement, Tone::Professional) => "Announcement: ",
        (Language::English, Announcement, Tone::Friendly) => "Say hello to: ",
        (Language::English, Announcement, Tone::Encouraging) => "It’s here: ",
        (Language::English, Announcement, Tone::Urgent) => "Don’t miss it: ",
        (Language::English, Announcement, _) => "New: ",
        (Language::German, Update, Tone::Urgent) => "Bitte lesen: ",
        (Language::German, Update, _) => "Neuigkeiten: ",
        (Language::German, Announcement, _) => "Neu: ",
        (Language::Japanese, Update, Tone::Urgent) => "【重要】",
        (Language::Japanese, Update, _) => "【お知らせ】",
        (Language::Japanese, Announcement, _) => "【新登場】",
        (Language::Arabic, Update, Tone::Urgent) => "هام: ",
        (Language::Arabic, Announcement, _) => "جديد: ",
        (Language::Hebrew, Update, Tone::Urgent) => "חשוב: ",
        (Language::Hebrew, Announcement, _) => "חדש: ",
        (_, Blog | Update, _) => "",
    }
}

/// Where the link is, on a platform that shows none in a text.
pub fn link_in_bio(language: Language) -> &'static str {
    match language {
        Language::English => "Full story: link in bio.",
        Language::German => "Alles Weitere: Link in der Bio.",
        Language::Japanese => "詳しくはプロフィールのリンクから。",
        Language::Arabic => "القصة كاملة: الرابط في النبذة.",
        Language::Hebrew => "הסיפור המלא: קישור בביו.",
    }
}
