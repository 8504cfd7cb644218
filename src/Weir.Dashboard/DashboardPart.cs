using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Accounts;
using Weir.Dashboard.Approvals;
using Weir.Dashboard.Assets;
using Weir.Dashboard.Datasets;
using Weir.Dashboard.DeadLetters;
using Weir.Dashboard.Errors;
using Weir.Dashboard.Flow;
using Weir.Dashboard.Layout;
using Weir.Dashboard.Loads;
using Weir.Dashboard.Pages;
using Weir.Dashboard.Query;
using Weir.Dashboard.Reconciliations;
using Weir.Dashboard.Runs;
using Weir.Dashboard.Schedules;
using Weir.Dashboard.SignIn;
using Weir.Dashboard.Tables;
using Weir.Dashboard.Upload;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.SignIn;
using Weir.Server.Live;
using Weir.Server.Operations;
using Weir.Server.Web;

namespace Weir.Dashboard;

/// <summary>The dashboard, as a part of the web server.</summary>
/// <param name="operations">What people do with the environment.</param>
/// <param name="runs">Looks at runs.</param>
/// <param name="data">What people see of its data.</param>
/// <param name="live">Tells of news.</param>
/// <param name="desk">Says who may do what.</param>
/// <param name="owner">The token of this machine's user, which outlives this process.</param>
/// <param name="time">The clock.</param>
internal sealed class DashboardPart(
    IOperations operations, IRunReads runs, DataOperations data, LiveFeed live, Desk desk, OwnerToken owner, TimeProvider time) : IWebPart
{
    public void AddServices(IServiceCollection services) => services

        // Made by a function, it goes with the server.
        .AddScoped<PageContext>()
        .AddSingleton(_ => new FormTokens(owner.KeyFor("forms")))
        .AddSingleton<Ways>()
        .AddSingleton<PageCache>()
        .AddSingleton(_ => live)
        .AddSingleton<IFailurePage, FailurePages>()
        .AddSingleton<ISignInPage, SignInPages>()
        .AddSingleton(operations)
        .AddSingleton(runs)
        .AddSingleton(_ => data)
        .AddSingleton(desk)
        .AddSingleton(time);

    public void Map(IEndpointRouteBuilder routes)
    {
        AssetRoutes.Map(routes);
        FlowRoutes.Map(routes);
        RunRoutes.Map(routes);
        ApprovalRoutes.Map(routes);
        DeadLetterRoutes.Map(routes);
        ScheduleRoutes.Map(routes);
        TablePages.Map(routes);
        LoadRoutes.Map(routes);
        ReconciliationRoutes.Map(routes);
        DatasetRoutes.Map(routes);
        QueryRoutes.Map(routes);
        UploadRoutes.Map(routes);
        AccessRoutes.Map(routes);
        ThemeRoutes.Map(routes);
        LiveRoutes.Map(routes, live, time);
        routes.ServiceProvider.GetRequiredService<Ways>().Learn(routes);
    }
}
