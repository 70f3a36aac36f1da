package io.keepwatch.hunting.door;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A service that keeps activities for 400 days, as it does where nobody says otherwise, and looks often for older ones. */
public final class Ageing implements QuarkusTestProfile {
    static final int DAYS = 400;

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(
                RealBroker.class,
                Map.of(
                        "keepwatch.hunting.retention-days",
                        Integer.toString(DAYS),
                        "keepwatch.hunting.expire-every",
                        "200ms")));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
