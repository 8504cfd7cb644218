using Weir.Conformance.Deliveries;

namespace Weir.Conformance.Local;

public sealed class SqliteBacklogTests() : BacklogConformance(new LocalBackend());
