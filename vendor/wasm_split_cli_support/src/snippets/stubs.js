
// Puts a stub into each place of the table from the first on: it loads the file that the function is
// in, and calls what that has put into its place. A run is of one file and one type. The program that
// holds them is made here, for as a file it would be large; byte by byte, for there are thousands.
function makeStubs([first, runs], table) {
    const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    const number = (value) => {
        for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
        bytes.push(value);
    };
    const signed = (value) => {
        for (; value > 63; value >>>= 7) bytes.push((value & 127) | 128);
        bytes.push(value);
    };
    // The length stands before the content, in as many bytes as the longest needs.
    const sized = (write) => {
        const start = bytes.push(128, 128, 128, 128, 0);
        write();
        const length = bytes.length - start;
        for (let place = 0; place < 5; place++) bytes[start - 5 + place] |= (length >>> (7 * place)) & 127;
    };
    const section = (id, write) => {
        bytes.push(id);
        sized(write);
    };
    const types = [...new Set(runs.map(([, type]) => type))];
    const count = runs.reduce((sum, [, , length]) => sum + length, 0);
    section(1, () => {
        number(types.length + 1);
        bytes.push(0x60, 1, 0x7f, 0);
        for (const type of types) {
            bytes.push(0x60);
            for (const values of TYPES[type]) {
                number(values.length);
                bytes.push(...values);
            }
        }
    });
    section(2, () => bytes.push(2, 1, 0x6d, 1, 0x6c, 0, 0, 1, 0x6d, 1, 0x74, 1, 0x70, 0, 0));
    section(3, () => {
        number(count);
        for (const [, type, length] of runs) {
            for (let left = length; left > 0; left--) number(types.indexOf(type) + 1);
        }
    });
    section(9, () => {
        bytes.push(1, 0, 0x41);
        signed(first);
        bytes.push(0x0b);
        number(count);
        for (let index = 1; index <= count; index++) number(index);
    });
    section(10, () => {
        number(count);
        let place = first;
        for (const [file, type, length] of runs) {
            const [parameters] = TYPES[type];
            for (let left = length; left > 0; left--) {
                sized(() => {
                    // The file's number and `loadNow`.
                    bytes.push(0, 0x41);
                    signed(file);
                    bytes.push(0x10, 0);
                    // The arguments, the place, and the call through the table.
                    for (let index = 0; index < parameters.length; index++) {
                        bytes.push(0x20);
                        number(index);
                    }
                    bytes.push(0x41);
                    signed(place++);
                    bytes.push(0x11);
                    number(types.indexOf(type) + 1);
                    bytes.push(0, 0x0b);
                });
            }
        }
    });
    const imports = { m: { l: (file) => files[file].loadNow(), t: table } };
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), imports);
}
