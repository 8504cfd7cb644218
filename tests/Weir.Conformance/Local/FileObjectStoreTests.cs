using Weir.Conformance.Objects;

namespace Weir.Conformance.Local;

public sealed class FileObjectStoreTests() : ObjectStoreConformance(new LocalBackend());
