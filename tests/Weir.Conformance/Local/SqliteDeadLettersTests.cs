using Weir.Conformance.Deliveries;

namespace Weir.Conformance.Local;

public sealed class SqliteDeadLettersTests() : DeadLettersConformance(new LocalBackend());
