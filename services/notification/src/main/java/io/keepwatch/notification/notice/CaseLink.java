package io.keepwatch.notification.notice;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The way from a notice to the case API. */
final class CaseLink {
    private CaseLink() {}

    /** @param cases the case API as the reader reaches it */
    static String to(String caseId, URI cases) {
        return base(cases) + "/v1/cases/"
                + URLEncoder.encode(caseId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The list of tasks. */
    static String toTasks(URI cases) {
        return base(cases) + "/v1/tasks";
    }

    private static String base(URI cases) {
        return cases.toString().replaceAll("/+$", "");
    }
}
