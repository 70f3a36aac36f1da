package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.WebVisit;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.judgement.Lists;
import io.keepwatch.rules.memory.Conduct.Deed;
import org.jspecify.annotations.Nullable;

/**
 * Which activities tell of a person's circumstances: access to secret data is crown jewels, and visits to sites of {@code
 * lists/job-sites.yaml} may be a habit of looking for work elsewhere (S2-020, S2-024).
 */
final class OwnConduct {
    private static final String SECRET = "secret";
    private static final String JOB_SITES = "job-sites";

    private final Lists lists;
    private final boolean knowsJobSites;

    OwnConduct(RuleBook book) {
        lists = book.lists();
        knowsJobSites = lists.names().contains(JOB_SITES);
    }

    /** What an activity tells; of nearly all of them nothing. */
    @Nullable
    Deed deed(Activity activity) {
        return switch (activity) {
            case FileAccess access when SECRET.equals(access.classification()) -> Deed.SECRET_ACCESS;
            case FileDownload download when SECRET.equals(download.classification()) -> Deed.SECRET_ACCESS;
            case WebVisit visit when knowsJobSites && lists.inside(JOB_SITES, visit.url()) -> Deed.JOB_SITE_VISIT;
            default -> null;
        };
    }
}
