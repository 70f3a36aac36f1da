package io.keepwatch.hunting.door;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service of its own, whose store may be broken and added to: nobody else looks at it. */
public final class OwnStore implements QuarkusTestProfile {}
