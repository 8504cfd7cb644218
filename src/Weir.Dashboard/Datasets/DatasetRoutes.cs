using Microsoft.AspNetCore.Routing;

using Weir.Dashboard.Pages;
using Weir.Server.Live;

namespace Weir.Dashboard.Datasets;

/// <summary>The pages of datasets.</summary>
internal static class DatasetRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<DatasetsPage>("/datasets", Topics.Objects);
        routes.MapPage<VersionsPage>("/datasets/versions", Topics.Objects);
        routes.MapPage<ContentsPage>("/datasets/contents");
    }
}
