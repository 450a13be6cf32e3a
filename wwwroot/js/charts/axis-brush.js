// Ranges drawn with the pointer along upright axes: the band is drawn here, and told once it is let go. The same ranges can
// be typed into the fields of the filter above.
export function attach(frame, page) {
  if (!frame || frame.dataset.brush) { return; }
  frame.dataset.brush = 'true';
  let drag = null;
  const share = event => {
    const box = drag.area.getBoundingClientRect();
    return 1 - Math.max(0, Math.min(1, (event.clientY - box.top) / box.height));
  };
  const draw = () => {
    const [top, height] = ['y', 'height'].map(name => Number(drag.area.getAttribute(name)));
    const [low, high] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    drag.band.setAttribute('y', top + (1 - high) * height);
    drag.band.setAttribute('height', (high - low) * height);
  };
  const end = () => {
    drag?.band.remove();
    drag = null;
  };
  frame.addEventListener('pointerdown', event => {
    const area = event.target.closest('[data-axis]');
    if (!area || event.button !== 0) { return; }
    event.preventDefault();
    const band = area.cloneNode();
    band.removeAttribute('data-axis');
    band.setAttribute('class', 'brush');
    area.parentNode.insertBefore(band, area);
    drag = { area, band };
    drag.from = drag.to = share(event);
    area.setPointerCapture(event.pointerId);
    draw();
  });
  frame.addEventListener('pointermove', event => {
    if (drag) {
      drag.to = share(event);
      draw();
    }
  });
  frame.addEventListener('pointercancel', end);
  frame.addEventListener('pointerup', () => {
    if (!drag) { return; }
    const { area, from, to } = drag;
    end();
    page.invokeMethodAsync('BrushAsync', area.dataset.axis, Math.min(from, to), Math.max(from, to));
  });
}
