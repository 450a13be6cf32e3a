// Sends a chosen or dropped file as the body of one request, with progress. The bytes never touch the circuit.
export function create(drop, page) { return new Upload(drop, page); }

class Upload {
  constructor(drop, page) {
    this.page = page;
    this.input = drop.querySelector('input[type=file]');
    this.stop = new AbortController();
    const { signal } = this.stop;
    const over = on => e => { e.preventDefault(); drop.classList.toggle('over', on); };
    drop.addEventListener('dragover', over(true), { signal });
    drop.addEventListener('dragleave', over(false), { signal });
    drop.addEventListener('drop', e => {
      over(false)(e);
      if (e.dataTransfer.files.length > 0) {
        this.input.files = e.dataTransfer.files;
        page.invokeMethodAsync('Chosen');
      }
    }, { signal });
    this.input.addEventListener('change', () => { if (this.fileName()) { page.invokeMethodAsync('Chosen'); } }, { signal });
  }

  fileName() { return this.input.files[0]?.name ?? ''; }

  send(address) {
    const file = this.input.files[0];
    return new Promise(done => {
      const request = this.request = new XMLHttpRequest();
      let told = 0;
      request.upload.onprogress = e => {
        const now = performance.now();
        if (e.lengthComputable && (now - told > 100 || e.loaded === e.total)) {
          told = now;
          this.page.invokeMethodAsync('Progress', e.loaded / e.total);
        }
      };
      request.onloadend = () => done({ status: request.status, body: request.responseText });
      request.open('POST', address);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.send(file);
    });
  }

  cancel() { this.request?.abort(); }

  dispose() { this.stop.abort(); this.request?.abort(); }
}
