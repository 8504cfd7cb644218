namespace Weir.Dashboard.Layout;

/// <summary>A way to a page, in the frame of all pages.</summary>
/// <param name="Group">The heading that it stands under; empty for the first ones.</param>
/// <param name="Path">The page's path.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Icon">The icon beside it.</param>
internal sealed record NavigationItem(string Group, string Path, string Title, string Icon);
