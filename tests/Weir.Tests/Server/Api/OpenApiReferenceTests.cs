using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;

using Weir.Server.Access;
using Weir.Server.Api;
using Weir.Server.Api.Calls;
using Weir.Server.Api.Describing;
using Weir.Server.Api.Routes;
using Weir.Server.Hosting;
using Weir.Tests.House;

namespace Weir.Tests.Server.Api;

/// <summary>The description of the API has every call, as it is.</summary>
public sealed class OpenApiReferenceTests
{
    private static readonly IReadOnlyList<RouteEndpoint> Endpoints = All();

    [Fact]
    public void The_committed_reference_is_the_generated_one()
    {
        const string file = "docs/reference/openapi.json";
        var (path, generated) = (Path.Combine(Sources.Root, file), OpenApiDocument.TextOf(Endpoints));
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == generated,
            $"{file} is not what the API says. Run: WEIR_WRITE_REFERENCE=1 dotnet test tests/Weir.Tests --filter OpenApiReferenceTests");
    }

    [Fact]
    public void Every_endpoint_says_what_it_is_and_who_may_call_it()
    {
        Assert.NotEmpty(Endpoints);
        Assert.Empty(Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ApiCall>() is null || endpoint.Metadata.GetMetadata<Needs>() is null).Select(endpoint => endpoint.DisplayName));
    }

    [Fact]
    public void Calls_have_names_of_their_own_and_describe_what_their_paths_hold()
    {
        var calls = Endpoints.Select(endpoint => (endpoint.RoutePattern, Call: endpoint.Metadata.GetMetadata<ApiCall>()!)).ToList();

        Assert.Equal(calls.Count, calls.Select(call => call.Call.Id).Distinct().Count());
        Assert.Empty(calls.SelectMany(call => call.RoutePattern.Parameters.Select(parameter => parameter.Name).Except(call.Call.Asks.Where(ask => ask.IsRequired).Select(ask => ask.Name))));
        Assert.Empty(calls.Where(call => !call.Call.Summary.EndsWith('.')).Select(call => call.Call.Id));
    }

    [Fact]
    public void Every_word_of_the_description_leads_somewhere()
    {
        var document = OpenApiDocument.Of(Endpoints);
        foreach (var word in Words(document).Distinct())
        {
            JsonNode? at = document;
            foreach (var part in word.TrimStart('#', '/').Split('/'))
            {
                at = at?[part];
            }

            Assert.True(at is not null, word);
        }
    }

    [Fact]
    public void Every_property_of_every_schema_says_what_it_is()
    {
        var schemas = OpenApiDocument.Of(Endpoints)["components"]!["schemas"]!.AsObject();

        Assert.NotEmpty(schemas);
        Assert.Empty(
            from schema in schemas
            from property in schema.Value!["properties"] as JsonObject ?? []
            where property.Value is not JsonObject described || described["description"]?.GetValue<string>() is not { Length: > 3 } text || !text.EndsWith('.')
            select $"{schema.Key}.{property.Key}");
    }

    private static IEnumerable<string> Words(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(each => each.Key == "$ref" ? [each.Value!.GetValue<string>()] : Words(each.Value)),
        JsonArray all => all.SelectMany(Words),
        _ => [],
    };

    private static IReadOnlyList<RouteEndpoint> All()
    {
        var builder = WebBuilder.New(NullLoggerProvider.Instance);
        builder.WebHost.UseKestrelCore();
        var application = builder.Build();
        new ApiRoutes(new ApiParts { Operations = null!, Runs = null!, Tables = null! }).Map(application);
        new TableRoutes(null!).Map(application);
        new AccountRoutes(null!).Map(application);
        return [.. ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }
}
