// The volume of the visible stretch by price, as bars from the left edge of the price pane; the value area is darker and
// the point of control is a line.
const SHARE = 0.22;

export class VolumeProfile {
  constructor(series) {
    this.series = series;
    series.attachPrimitive(this);
  }

  attached({ requestUpdate }) { this.requestUpdate = requestUpdate; }

  paint(colors) { this.colors = colors; this.requestUpdate?.(); }

  show(profile) { this.profile = profile; this.requestUpdate?.(); }

  updateAllViews() { /* everything is measured while drawing */ }

  paneViews() { return [{ zOrder: () => 'bottom', renderer: () => this }]; }

  draw(target) {
    const { profile, colors, series } = this;
    if (!profile || !colors) { return; }
    const most = profile.volume[profile.control];
    target.useBitmapCoordinateSpace(({ context, bitmapSize, verticalPixelRatio: ry }) => {
      profile.volume.forEach((volume, bin) => {
        const bottom = series.priceToCoordinate(profile.bottom + bin * profile.bin_height);
        const top = series.priceToCoordinate(profile.bottom + (bin + 1) * profile.bin_height);
        if (bottom === null || top === null) { return; }
        context.fillStyle = bin >= profile.low && bin <= profile.high ? colors.profileArea : colors.profile;
        context.fillRect(0, top * ry, bitmapSize.width * SHARE * volume / most, Math.max(1, (bottom - top) * ry - 1));
      });
      const control = series.priceToCoordinate(profile.bottom + (profile.control + 0.5) * profile.bin_height);
      if (control !== null) {
        context.fillStyle = colors.muted;
        context.fillRect(0, Math.round(control * ry), bitmapSize.width, 1);
      }
    });
  }
}
