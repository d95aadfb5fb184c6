
// Puts a stub into each place of the table from the first on: it loads the file that the function is
// in, and calls what that has put into its place. A run is of one file and one type. The program that
// holds them is made here, for as a file it would be large.
function makeStubs([first, runs], table) {
    const number = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);
    const signed = (value) => (value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)]);
    const vector = (items) => [...number(items.length), ...items.flat()];
    const section = (id, content) => [id, ...number(content.length), ...content];
    const types = [...new Set(runs.map(([, type]) => type))];
    const typeOf = (type) => number(types.indexOf(type) + 1);
    const signatures = types.map((type) => [0x60, ...TYPES[type].flatMap(vector)]);
    const declared = [];
    const bodies = [];
    for (const [file, type, count] of runs) {
        const [parameters] = TYPES[type];
        const pass = parameters.flatMap((_, index) => [0x20, ...number(index)]);
        for (let left = count; left > 0; left--) {
            const place = signed(first + bodies.length);
            // The file's number, `loadNow`, the arguments, the place, and the call through the table.
            const load = [0x41, ...signed(file), 0x10, 0];
            const call = [0x41, ...place, 0x11, ...typeOf(type), 0, 0x0b];
            declared.push(typeOf(type));
            bodies.push(vector([0, ...load, ...pass, ...call]));
        }
    }
    const functions = bodies.map((_, index) => number(index + 1));
    const bytes = [
        ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        ...section(1, vector([[0x60, 1, 0x7f, 0], ...signatures])),
        ...section(2, [2, 1, 0x6d, 1, 0x6c, 0, 0, 1, 0x6d, 1, 0x74, 1, 0x70, 0, 0]),
        ...section(3, vector(declared)),
        ...section(9, vector([[0, 0x41, ...signed(first), 0x0b, ...vector(functions)]])),
        ...section(10, vector(bodies)),
    ];
    const imports = { m: { l: (file) => files[file].loadNow(), t: table } };
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), imports);
}
