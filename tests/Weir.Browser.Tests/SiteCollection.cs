namespace Weir.Browser.Tests;

/// <summary>The tests of pages, one after the other: they share a project and a browser.</summary>
[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<Site>
{
    public const string Name = "site";
}
