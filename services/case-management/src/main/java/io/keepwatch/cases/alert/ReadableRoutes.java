package io.keepwatch.cases.alert;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.contracts.Alert;
import java.util.HashSet;
import java.util.Set;

/**
 * Which alerts a reader sees, by whom they are for: what is meant for those who look after people is seen by the role
 * welfare only (S3-32), and the role sees nothing else. To everyone else such an alert does not exist.
 */
final class ReadableRoutes {
    private static final Set<String> INVESTIGATORS = Set.of("analyst", "soc-lead", "ciso", "auditor");

    private ReadableRoutes() {}

    /** The words of the routes as they are stored. */
    static Set<String> of(Caller reader) {
        Set<String> routes = new HashSet<>();
        if (INVESTIGATORS.stream().anyMatch(reader::is)) {
            routes.add(AlertEntity.wireName(Alert.Route.INVESTIGATION));
        }
        if (reader.is("welfare")) {
            routes.add(AlertEntity.wireName(Alert.Route.WELFARE));
        }
        return routes;
    }
}
