using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Api.Routes;

namespace Weir.Server.Api;

/// <summary>Operations under <c>/api/v1</c>.</summary>
internal sealed class ApiRoutes(ApiParts parts)
{
    /// <summary>Below which all calls are.</summary>
    public const string Root = "/api/v1";

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Root);
        new ProjectRoutes(parts.Operations).Map(api);
        new ObjectRoutes(parts.Operations).Map(api);
        new DatasetRoutes(parts.Operations).Map(api);
        new EventRoutes(parts.Operations).Map(api);
        new RunRoutes(parts.Operations, parts.Runs).Map(api);
        new CatalogRoutes(parts.Tables).Map(api);
        new LoadRoutes(parts.Operations).Map(api);
        new ScheduleRoutes(parts.Operations).Map(api);
        new FunctionRoutes(parts.Operations).Map(api);
        new QueryRoutes(parts.Operations, parts.Queries).Map(api);
    }
}
