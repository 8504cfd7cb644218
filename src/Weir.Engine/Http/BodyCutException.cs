namespace Weir.Engine.Http;

/// <summary>An answer ended, or went silent, before its end. Not an <see cref="IOException"/>: the disk is not to blame.</summary>
internal sealed class BodyCutException(string why, Exception inner) : Exception(why, inner);
