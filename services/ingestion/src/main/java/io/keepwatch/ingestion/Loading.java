package io.keepwatch.ingestion;

import io.keepwatch.ingestion.identity.IdentityReader;
import io.keepwatch.ingestion.resolution.RecentActivity;
import jakarta.inject.Singleton;

/** What the service must know before it may take in anything: who is who, and who is logged in where. */
@Singleton
public class Loading {
    private final IdentityReader identities;
    private final RecentActivity recentActivity;

    Loading(IdentityReader identities, RecentActivity recentActivity) {
        this.identities = identities;
        this.recentActivity = recentActivity;
    }

    /** True once it is known; before, activity would go to the wrong person. */
    public boolean isDone() {
        return areIdentitiesRead() && isRecentActivityRead();
    }

    boolean areIdentitiesRead() {
        return identities.isLoaded();
    }

    boolean isRecentActivityRead() {
        return recentActivity.isLoaded();
    }
}
