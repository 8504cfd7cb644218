using Weir.Http;
using Weir.Pipelines;

namespace Weir.Tests.Project.Reading;

/// <summary>A step that makes an HTTP request.</summary>
public class HttpKeysTests
{
    [Fact]
    public void All_that_it_may_say()
    {
        using var project = Project(
            "{ name: a, http: 'https://x.org/{{event.key}}' }, { http: { url: 'https://x.org', json: [1], expect: [200], timeout: 5s, retry: { max_attempts: 2 }, "
            + "paging: { by: offset, size: 50 }, save_to: 'out/{{page}}.json', max_size: 1MB } }, { delete: 'out/{{steps.a.outputs.body.x}}' }");

        var steps = project.ReadGood().Pipelines["p"].Steps.OfType<StepDefinition.Http>().Select(step => step.Request).ToList();

        Assert.Equal(("GET", null, TimeSpan.FromMinutes(1), 5), (steps[0].Method, steps[0].Body, steps[0].Timeout, steps[0].Retry.MaxAttempts));
        Assert.Equal(("POST", TimeSpan.FromSeconds(5), 2, 1L << 20), (steps[1].Method, steps[1].Timeout, steps[1].Retry.MaxAttempts, steps[1].MaxSize));
        Assert.Equal(new HttpPaging(HttpPagingKind.Number) { Parameter = "offset", Step = 50 }, steps[1].Paging);
        Assert.Equal([200], steps[1].Expect);
    }

    [Theory]
    [InlineData("{ http: '' }", "5:16 WEIR2109")]
    [InlineData("{ http: { method: GET } }", "5:16 WEIR2103")]
    [InlineData("{ http: { url: http://x, method: get } }", "5:41 WEIR2105")]
    [InlineData("{ http: { url: http://x, body: a, json: b } }", "5:42 WEIR2534")]
    [InlineData("{ http: { url: http://x, body: a, method: GET } }", "5:33 WEIR2534")]
    [InlineData("{ http: { url: http://x, max_size: 1MB } }", "5:33 WEIR2534")]
    [InlineData("{ http: { url: http://x, headers: { 'a b': c } } }", "5:44 WEIR2535")]
    [InlineData("{ http: { url: http://x, headers: { Host: c } } }", "5:44 WEIR2535")]
    [InlineData("{ http: { url: http://x, expect: [99] } }", "5:42 WEIR2106")]
    [InlineData("{ http: { url: http://x, auth: { basic: { user: a } } } }", "5:48 WEIR2103")]
    [InlineData("{ http: { url: http://x, auth: { basic: { user: a, password: b }, bearer: c } } }", "5:74 WEIR2110")]
    [InlineData("{ http: { url: http://x, paging: { by: link }, save_to: out/a } }", "5:64 WEIR2534")]
    [InlineData("{ http: { url: http://x, paging: { by: link, size: 5 } } }", "5:53 WEIR2534")]
    [InlineData("{ http: { url: http://x, paging: { by: offset } } }", "5:41 WEIR2534")]
    [InlineData("{ http: { url: 'x{{page}}' } }", "5:25 WEIR2502")]
    public void A_mistake_has_its_place_and_code(string steps, string expected)
    {
        using var project = Project(steps);

        Assert.Equal(expected, string.Join(",", project.Read().Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
    }

    private static ProjectFolder Project(string steps) => ProjectFolder.Of(
        $"project: p\nbuckets: {{ raw: , out: }}\n\npipelines: {{ p: {{ triggers: [{{ object_created: raw/** }}], steps: [\n       {steps}\n  ] }} }}\n");
}
