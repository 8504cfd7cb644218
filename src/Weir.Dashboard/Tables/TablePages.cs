using Microsoft.AspNetCore.Routing;

using Weir.Dashboard.Pages;
using Weir.Dashboard.Quarantine;
using Weir.Server.Live;

namespace Weir.Dashboard.Tables;

/// <summary>The pages of tables and of what they refused.</summary>
internal static class TablePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<TablesPage>("/tables", Topics.Loads);
        routes.MapPage<TablePage>("/tables/{table}", Topics.Loads);
        routes.MapPage<RowsPage>("/tables/{table}/rows");
        routes.MapPage<LoadsPage>("/tables/{table}/loads", Topics.Loads);
        routes.MapPage<TableQuarantinePage>("/tables/{table}/quarantine", Topics.Loads);
        routes.MapPage<SchemaPage>("/tables/{table}/schema", Topics.Schemas);
        routes.MapPage<PartitionsPage>("/tables/{table}/partitions", Topics.Loads);
        routes.MapPage<QuarantinePage>("/quarantine", Topics.Loads);
    }
}
