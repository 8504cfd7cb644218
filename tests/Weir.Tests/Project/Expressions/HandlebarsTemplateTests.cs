using FsCheck;
using FsCheck.Fluent;

using HandlebarsDotNet;

using Weir.Failures;
using Weir.Project.Expressions;

namespace Weir.Tests.Project.Expressions;

public class HandlebarsTemplateTests
{
    private static readonly Dictionary<string, object?> Event = new()
    {
        ["bucket"] = "raw",
        ["key"] = "Orders/ä b/<Order> & \"1\".JSON",
        ["name"] = "<Order> & \"1\".JSON",
        ["folder"] = "Orders/ä b/",
        ["stem"] = "<Order> & \"1\"",
        ["extension"] = ".JSON",
        ["type"] = "  padded ",
        ["id"] = "",
        ["time"] = "2026-01-31T08:05:09.123Z",
        ["size"] = 12L,
        ["version"] = 0L,
        ["etag"] = null,
    };

    private static readonly Dictionary<string, object?> Scope = new() { ["event"] = Event };

    [Theory]
    [InlineData("", "")]
    [InlineData("raw/a.json", "raw/a.json")]
    [InlineData("{{event.bucket}}/{{event.key}}", "raw/Orders/ä b/<Order> & \"1\".JSON")]
    [InlineData("{{{event.bucket}}}", "raw")]
    [InlineData("{ {{ event.bucket }} } { }", "{ raw } { }")]
    [InlineData("{{lower event.extension}}", ".json")]
    [InlineData("{{upper event.bucket}}", "RAW")]
    [InlineData("[{{trim event.type}}]", "[padded]")]
    [InlineData("{{trim_prefix event.key 'Orders/'}}", "ä b/<Order> & \"1\".JSON")]
    [InlineData("{{trim_prefix event.key 'orders/'}}", "Orders/ä b/<Order> & \"1\".JSON")]
    [InlineData("{{trim_suffix event.key \".JSON\"}}", "Orders/ä b/<Order> & \"1\"")]
    [InlineData("{{replace event.folder '/' '__'}}", "Orders__ä b__")]
    [InlineData("{{replace event.folder '' 'x'}}", "Orders/ä b/")]
    [InlineData("{{date event.time \"yyyy/MM/dd\"}}", "2026/01/31")]
    [InlineData("{{date event.time \"'Y'yyyy-HH:mm:ss.fff\"}}", "Y2026-08:05:09.123")]
    [InlineData("{{date event.time 'd'}}", "31")]
    [InlineData("{{date '2026-01-31T23:30:00-02:00' 'yyyyMMddHH'}}", "2026020101")]
    [InlineData("{{ident event.name}}", "\"<Order> & \"\"1\"\".JSON\"")]
    [InlineData("{{literal event.size}} {{literal \"it's\"}}", "12 'it''s'")]
    [InlineData("{{default event.etag 'none'}} {{default event.id 7}} {{default event.bucket 'x'}}", "none 7 raw")]
    [InlineData("{{lower (trim_suffix event.name '.JSON')}}", "<order> & \"1\"")]
    [InlineData("{{event.size}}{{event.version}}", "120")]
    [InlineData("a {{~event.bucket~}} b", "arawb")]
    [InlineData("a{{! a comment }}b{{!-- }} --}}c", "abc")]
    [InlineData("{{#if event.etag}}y{{else}}n{{/if}}{{#if event.version}}y{{else}}n{{/if}}{{#if event.bucket}}{{event.size}}{{/if}}", "nn12")]
    [InlineData("{{#unless event.etag}}{{#if (lower event.key)}}in{{/if}}{{/unless}}", "in")]
    public void A_template_renders(string text, string expected) => Assert.Equal(expected, Read(text).Render(Scope));

    [Theory]
    [InlineData("{{event.etag}}", "WEIR5001")]
    [InlineData("{{lower event.etag}}", "WEIR5001")]
    [InlineData("{{default event.etag event.etag}}", "WEIR5001")]
    [InlineData("{{#if event.key}}{{event.etag}}{{/if}}", "WEIR5001")]
    [InlineData("{{date event.bucket 'yyyy'}}", "WEIR5090")]
    [InlineData("{{#if event.key}}{{date event.bucket 'yyyy'}}{{/if}}", "WEIR5090")]
    public void A_value_that_cannot_be_filled_in_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Read(text).Render(Scope)).Failure.Code);

    [Theory]
    [InlineData("{{steps.count.outputs.rows}}", "steps.count.outputs has files, first_file.")]
    [InlineData("{{lower steps.count.outputs.fils}}", "Did you mean 'steps.count.outputs.files'?")]
    [InlineData("{{steps.skipped.outputs.id}}", "steps.skipped has state.")]
    [InlineData("{{steps.count.state.x}}", "steps.count.state has no names in it.")]
    public void A_refusal_names_what_there_is(string text, string told)
    {
        var scope = new Dictionary<string, object?>
        {
            ["steps"] = new Dictionary<string, object?>
            {
                ["count"] = new Dictionary<string, object?>
                {
                    ["state"] = "succeeded",
                    ["outputs"] = new Dictionary<string, object?> { ["files"] = 7L, ["first_file"] = "a", ["none"] = null },
                },
                ["skipped"] = new Dictionary<string, object?> { ["state"] = "skipped", ["outputs"] = null },
            },
        };
        var template = HandlebarsTemplate.Read(text, TemplateNames.OfSteps with { Open = [.. TemplateNames.OfSteps.Open, "steps."] }, out _)!;

        var hint = Assert.Throws<RefusedException>(() => template.Render(scope)).Failure.Hint!;

        Assert.StartsWith(told + " Give it one for that case:", hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_without_the_name_is_refused() =>
        Assert.Contains("event.key", Assert.Throws<RefusedException>(() => Read("{{event.key}}").Render(new Dictionary<string, object?>())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a {{evnt.key}}", "2 WEIR2502", "Did you mean 'event.key'?")]
    [InlineData("{{key}}", "0 WEIR2502", "Did you mean 'event.key'?")]
    [InlineData("{{event}}", "0 WEIR2502", null)]
    [InlineData("{{event.key.x}}", "0 WEIR2502", null)]
    [InlineData("{{lower evnt.key}}", "0 WEIR2502", null)]
    [InlineData("{{this}}", "0 WEIR2502", null)]
    [InlineData("{{lowr event.key}}", "0 WEIR2503", "Did you mean 'lower'?")]
    [InlineData("{{event.key event.name}}", "0 WEIR2503", null)]
    [InlineData("{{lower}}", "0 WEIR2504", "Write {{lower text}}.")]
    [InlineData("{{lower event.key 'x'}}", "0 WEIR2504", null)]
    [InlineData("{{date event.time 'YYYY'}}", "0 WEIR2504", null)]
    [InlineData("{{date event.time ''}}", "0 WEIR2504", null)]
    [InlineData("{{date event.time '\"'}}", "0 WEIR2504", null)]
    [InlineData("{{date 'noon' 'HH'}}", "0 WEIR2504", null)]
    [InlineData("x{{event.key", "1 WEIR2501", null)]
    [InlineData("{{event.key}", "0 WEIR2501", null)]
    [InlineData("{{event.key}}}", "0 WEIR2501", null)]
    [InlineData("{{{event.key}}", "0 WEIR2501", null)]
    [InlineData("{{}}", "0 WEIR2501", null)]
    [InlineData("{{'x'}}", "0 WEIR2501", null)]
    [InlineData("{{5}}", "0 WEIR2501", null)]
    [InlineData("{{lower 'x}}", "0 WEIR2501", null)]
    [InlineData("{{lower (upper event.key}}", "0 WEIR2501", null)]
    [InlineData("{{#if event.key}}x", "0 WEIR2501", null)]
    [InlineData("{{#if event.key}}x{{/unless}}", "18 WEIR2501", null)]
    [InlineData("{{/if}}", "0 WEIR2501", null)]
    [InlineData("{{else}}", "0 WEIR2501", null)]
    [InlineData("{{! x", "0 WEIR2501", null)]
    [InlineData("{{#each event.key}}{{/each}}", "0 WEIR2505,19 WEIR2501", null)]
    [InlineData("{{> partial}}", "0 WEIR2505", null)]
    [InlineData("{{../event.key}}", "0 WEIR2505", null)]
    [InlineData("{{event.[key]}}", "0 WEIR2505", null)]
    [InlineData("{{lower text=event.key}}", "0 WEIR2505", null)]
    [InlineData("\\{{event.key}}", "1 WEIR2505", null)]
    [InlineData("{{{{raw}}}}", "0 WEIR2505", null)]
    [InlineData("{{a.x}} {{b.x}}", "0 WEIR2502,8 WEIR2502", null)]
    public void A_mistake_has_its_place_and_code(string text, string expected, string? hint)
    {
        Assert.Null(HandlebarsTemplate.Read(text, TemplateNames.OfSteps, out var mistakes));

        Assert.Equal(expected, string.Join(',', mistakes.Select(m => $"{m.At} {m.Code}")));
        if (hint is not null)
        {
            Assert.Equal(hint, mistakes[0].Hint);
        }
    }

    [Fact]
    public void Deep_nesting_is_a_mistake() =>
        Assert.Null(HandlebarsTemplate.Read(string.Concat(Enumerable.Repeat("{{lower (lower ", 10_000)), TemplateNames.OfSteps, out _));

    [Fact]
    public void Text_expressions_and_blocks_render_as_Handlebars_does()
    {
        var handlebars = Reference();
        var templates = Gen.Elements(
                "a", " ", "\n", "{", "}", "<&>", "{{event.key}}", "{{ event.bucket }}", "{{{event.name}}}", "{{event.size}}", "{{lower event.key}}",
                "{{trim_suffix event.name '.JSON'}}", "{{replace event.key \"/\" '-'}}", "{{upper (lower event.key)}}", "{{default event.etag 3}}",
                "{{date event.time 'yyyy'}}", "{{~event.bucket~}}", "{{event.bucket~}}", "{{! note }}", "{{!-- note --}}", "{{#if event.etag}}",
                "{{#if event.key}}", "{{#unless event.version}}", "{{else}}", "{{/if}}", "{{/unless}}")
            .ListOf().Where(parts => parts.Count < 12).Select(string.Concat);

        Prop.ForAll(
            templates.ToArbitrary(),
            text => HandlebarsTemplate.Read(text, TemplateNames.OfSteps, out _) is not { } read || read.Render(Scope) == handlebars.Compile(text)(Scope))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600));
    }

    /// <summary>Handlebars.Net by itself, given the same helpers: it resolves the names and blocks its own way.</summary>
    private static IHandlebars Reference()
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        foreach (var helper in TemplateHelpers.All)
        {
            handlebars.RegisterHelper(helper.Name, (context, arguments) => helper.Apply([.. arguments])!);
        }

        return handlebars;
    }

    private static HandlebarsTemplate Read(string text)
    {
        var template = HandlebarsTemplate.Read(text, TemplateNames.OfSteps, out var mistakes);
        Assert.Empty(mistakes);
        return template!;
    }
}
