namespace Backtester.Blazor.Api;

/// <summary>The REST door: what it needs and all its routes.</summary>
public static class ApiSetup
{
    /// <summary>Adds what the routes need.</summary>
    public static void AddBacktesterApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddProblemDetails();
        services.AddOpenApi("v1");
    }

    /// <summary>Maps all routes.</summary>
    public static void MapBacktesterApi(this WebApplication app)
    {
        BacktestRoutes.Map(app);
        SummaryRoutes.Map(app);
        ComparisonRoutes.Map(app);
        TemplateRoutes.Map(app);
        ResultRoutes.Map(app);
        OptimizationRoutes.Map(app);
        TrialRoutes.Map(app);
        WalkForwardRoutes.Map(app);
        BatchRoutes.Map(app);
        MonteCarloRoutes.Map(app);
        DataRoutes.Map(app);
        SeriesRoutes.Map(app);
        FetchRoutes.Map(app);
        UniverseRoutes.Map(app);
        JobRoutes.Map(app);
        RecommendationRoutes.Map(app);
        ActiveStrategyRoutes.Map(app);
        StrategyRoutes.Map(app);
        HealthRoutes.Map(app);
        app.MapFallback("/api/{**rest}", (HttpContext context) => ApiProblem.NotFound($"route {context.Request.Method} {context.Request.Path}"));
        app.MapOpenApi();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "api/docs";
            ui.SwaggerEndpoint("/openapi/v1.json", "Backtester v1");
            ui.DocumentTitle = "Backtester API";
        });
    }
}
