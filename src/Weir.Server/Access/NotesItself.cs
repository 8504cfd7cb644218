namespace Weir.Server.Access;

/// <summary>Says of an endpoint that it writes its own entries into the audit log.</summary>
internal sealed record NotesItself;
