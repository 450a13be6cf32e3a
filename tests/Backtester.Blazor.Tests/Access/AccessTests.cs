using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Access;
using Backtester.Blazor.Options;
using Xunit;

namespace Backtester.Blazor.Tests.Access;

public class AccessTests
{
    private const string Key = "correct horse battery";

    /// <summary>A page, the hub behind all pages, a route, the API's document and its page, a static file.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/api/backtest/results")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/docs/index.html")]
    [InlineData("/css/app.css")]
    [InlineData("/no/such/page")]
    public async Task With_a_key_everything_asks_for_it(string path)
    {
        await using var portal = await WithKey();
        using var answer = await portal.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_never_asks(string path)
    {
        await using var portal = await WithKey();
        using var answer = await portal.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Access-Key", Key)]
    [InlineData("Authorization", "Bearer " + Key)]
    public async Task Program_with_the_key_in_a_header_gets_in(string header, string value)
    {
        await using var portal = await WithKey();
        using var answer = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", (header, value));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Eleventh_try_within_a_minute_is_429_even_with_the_right_key()
    {
        await using var portal = await WithKey();
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await SendAsync(portal, HttpMethod.Get, "/api/data", ("X-Access-Key", $"wrong key {i}"));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var answer = await SendAsync(portal, HttpMethod.Get, "/api/data", ("X-Access-Key", Key));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        using var form = await portal.Client.PostAsync("/sign-in", Form(("key", Key)));
        Assert.Equal(HttpStatusCode.TooManyRequests, form.StatusCode);
    }

    [Fact]
    public void Tries_of_one_address_do_not_count_for_another_and_end_after_a_minute()
    {
        var clock = new ManualClock();
        var limiter = new TryLimiter(new BacktesterOptions { Access = new AccessOptions { TriesPerMinute = 2 } }, clock);
        var (one, other) = (IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"));
        limiter.Failed(one);
        clock.Move(TimeSpan.FromSeconds(20));
        limiter.Failed(one);
        Assert.Equal(TimeSpan.FromSeconds(40), limiter.WaitOf(one));
        Assert.Equal(TimeSpan.FromSeconds(40), limiter.WaitOf(IPAddress.Parse("::ffff:10.0.0.1")));
        Assert.Null(limiter.WaitOf(other));
        clock.Move(TimeSpan.FromSeconds(40));
        Assert.Null(limiter.WaitOf(one));
    }

    [Fact]
    public async Task Person_is_sent_to_the_sign_in_and_back_and_stays_signed_in()
    {
        await using var portal = await WithKey();
        using var asked = await SendAsync(portal, HttpMethod.Get, "/backtests/4?chart=drawdown", ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal("/sign-in?return=%2Fbacktests%2F4%3Fchart%3Ddrawdown", asked.Headers.Location?.ToString());

        using var page = await portal.Client.GetAsync(asked.Headers.Location);
        Assert.Contains("value=\"/backtests/4?chart=drawdown\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var signedIn = await portal.Client.PostAsync("/sign-in", Form(("key", Key), ("return", "/backtests/4?chart=drawdown")));
        Assert.Equal("/backtests/4?chart=drawdown", signedIn.Headers.Location?.ToString());
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Key, cookie, StringComparison.Ordinal);

        using var inside = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        using var forged = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", ("Cookie", cookie.Split(';')[0][..^4] + "AAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("")]
    public async Task Sign_in_never_leads_elsewhere(string back)
    {
        await using var portal = await WithKey();
        using var answer = await portal.Client.PostAsync("/sign-in", Form(("key", Key), ("return", back)));
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Wrong_key_in_the_form_gives_no_cookie()
    {
        await using var portal = await WithKey();
        using var answer = await portal.Client.PostAsync("/sign-in", Form(("key", "wrong"), ("return", "\"><script>")));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://friend.example", HttpStatusCode.OK)]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Host", "friend.example", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task Without_a_key_only_this_site_and_listed_origins_get_in(string header, string value, HttpStatusCode expected)
    {
        await using var portal = await RunningPortal.StartAsync(o => o with { Access = new AccessOptions { AllowedOrigins = ["http://friend.example"] } });
        using var answer = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", (header, value));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Own_origin_gets_in_and_a_listed_one_may_read_the_answer()
    {
        await using var portal = await RunningPortal.StartAsync(o => o with { Access = new AccessOptions { AllowedOrigins = ["http://friend.example"] } });
        var own = portal.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var answer = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", ("Origin", own));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var friend = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", ("Origin", "http://friend.example"));
        Assert.Equal("http://friend.example", friend.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Link_from_another_site_opens_the_page()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var answer = await SendAsync(portal, HttpMethod.Get, "/openapi/v1.json", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_413()
    {
        await using var portal = await RunningPortal.StartAsync(o => o with { Limits = new LimitOptions { RequestBytes = 2048 } });
        using var answer = await portal.Client.PostAsJsonAsync("/api/backtest/run", new { name = new string('x', 4096) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(413, document.RootElement.GetProperty("status").GetInt32());
    }

    private static Task<RunningPortal> WithKey() => RunningPortal.StartAsync(o => o with { Access = new AccessOptions { Key = Key } });

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static Task<HttpResponseMessage> SendAsync(
        RunningPortal portal, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return portal.Client.SendAsync(request);
    }
}
