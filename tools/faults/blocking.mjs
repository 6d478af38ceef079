// Loaded into a worker: at SIGUSR2 its event loop stands still for as long as BLOCK_SECONDS says.
process.on('SIGUSR2', () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.BLOCK_SECONDS) * 1000));
