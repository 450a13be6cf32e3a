namespace Backtester.Data.SampleMarket;

/// <summary>
/// Regimes of trend and volatility as a Markov chain that takes a step an hour. One chain moves the whole market,
/// each instrument has one of its own; a chain depends on its stream and the hour alone.
/// </summary>
internal sealed class SampleRegime(ulong stream)
{
    /// <summary>Drift in log price a day, volatility and volume as factors, mean stay in hours, and who follows with which weight.</summary>
    private static readonly State[] States =
    [
        new("calm", 0.000, 0.65, 0.75, 60, [0, 5, 4, 1, 4]),
        new("rise", 0.016, 0.95, 1.10, 84, [4, 0, 1, 1, 2]),
        new("fall", -0.016, 1.10, 1.15, 66, [4, 1, 0, 2, 2]),
        new("storm", -0.010, 2.40, 2.60, 9, [1, 3, 2, 0, 4]),
        new("range", 0.000, 1.05, 1.00, 48, [4, 4, 4, 1, 0]),
    ];

    private int _state = 4;
    private long _hour = -1;

    private sealed record State(string Name, double DriftADay, double Volatility, double Volume, double MeanHours, int[] Followers);

    /// <summary>Drift of log price in a minute.</summary>
    public double Drift => States[_state].DriftADay / 1440;

    /// <summary>Factor of volatility.</summary>
    public double Volatility => States[_state].Volatility;

    /// <summary>Factor of volume.</summary>
    public double Volume => States[_state].Volume;

    /// <summary>Goes on to an hour, counted from the begin of the sample market; hours come in order.</summary>
    public void MoveTo(long hour)
    {
        while (_hour < hour)
        {
            _hour++;
            var state = States[_state];
            if (SampleNumbers.Uniform(stream, 2 * _hour) * state.MeanHours < 1)
            {
                _state = Next(state.Followers, SampleNumbers.Uniform(stream, (2 * _hour) + 1));
            }
        }
    }

    private static int Next(int[] weights, double draw)
    {
        var left = draw * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return 0;
    }
}
