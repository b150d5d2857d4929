self.onmessage = async ({ data }) => {
  try {
    const { default: createModule } = await import(data.module);
    await createModule({ print: (line) => self.postMessage({ line }) });
    self.postMessage({ done: true });
  } catch (error) {
    self.postMessage({ error: String(error?.stack ?? error) });
  }
};
