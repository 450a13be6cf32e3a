// Starts the circuit. A lost connection is tried again quickly at first, for half a minute; then reconnect.js takes over.
Blazor.start({
  circuit: {
    reconnectionOptions: {
      maxRetries: 30,
      retryIntervalMilliseconds: attempt => attempt < 4 ? 250 : 1000,
    },
  },
});
