self.onmessage = async ({ data }) => {
  try {
    const { default: createModule } = await import(data.module);
    const digits = new Uint8Array(await (await fetch('digits.gbc')).arrayBuffer());
    await createModule({
      arguments: data.arguments,
      preRun: [({ FS }) => FS.writeFile('digits.gbc', digits)],
      print: (line) => self.postMessage({ line }),
    });
    self.postMessage({ done: true });
  } catch (error) {
    self.postMessage({ error: String(error?.stack ?? error) });
  }
};
