namespace Weir.JsonSchemas;

/// <summary>A place in a JSON document that is not as its schema wants it.</summary>
/// <param name="Path">The place, as a JSON pointer such as <c>/lines/0/sku</c>; empty for the whole document.</param>
/// <param name="Message">What is wrong, as the end of a sentence that begins with the place.</param>
public sealed record JsonFault(string Path, string Message);
