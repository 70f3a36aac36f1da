package io.keepwatch.notification.notice;

import io.keepwatch.notification.Database;
import io.keepwatch.notification.Problem;
import io.keepwatch.notification.Problem.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What became of notices, without what they say or of whom. */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
public class NoticeResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;
    private static final Set<String> STATUSES = Set.of("pending", "delivered", "dead");
    private static final Set<String> DESTINATIONS = Set.of("mail", "webhook", "pager", "hr");

    private final Notices notices;

    NoticeResource(Notices notices) {
        this.notices = notices;
    }

    @GET
    @RolesAllowed({"soc-lead", "auditor"})
    @Operation(operationId = "listNotices", summary = "Lists notices, newest first, without their content")
    @APIResponse(
            responseCode = "200",
            description = "A page; Link rel=next leads to the next one",
            content = @Content(schema = @Schema(implementation = NoticePage.class)))
    @APIResponse(responseCode = "400", description = "urn:keepwatch:problem:unreadable, with every violation")
    @APIResponse(responseCode = "503", description = "urn:keepwatch:problem:unavailable, with Retry-After")
    public Uni<Response> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("case") @Nullable String caseId,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        List<Violation> violations = new ArrayList<>();
        word(status, STATUSES, "status", violations);
        word(destination, DESTINATIONS, "destination", violations);
        if (caseId != null && caseId.indexOf('\0') >= 0) {
            violations.add(new Violation("case", "contains a NUL character"));
        }
        int most = limit(limit, violations);
        long before = NoticePage.position(cursor, violations);
        if (!violations.isEmpty()) {
            throw Problem.UNREADABLE.because("the query cannot be read", violations);
        }
        NoticeStore.Filter filter = new NoticeStore.Filter(
                before,
                status == null ? null : status.toUpperCase(Locale.ROOT),
                caseId,
                destination == null ? null : Destination.valueOf(destination.toUpperCase(Locale.ROOT)),
                most + 1);
        return available(notices.list(filter)).map(lines -> page(NoticePage.of(lines, most), uri));
    }

    @POST
    @Path("/{id}/retry")
    @RolesAllowed("soc-lead")
    @Operation(operationId = "retryNotice", summary = "Gives a dead notice all its attempts again")
    @APIResponse(responseCode = "202", description = "Pending again")
    @APIResponse(responseCode = "404", description = "urn:keepwatch:problem:not-found")
    @APIResponse(responseCode = "409", description = "urn:keepwatch:problem:notice-not-dead")
    @APIResponse(responseCode = "503", description = "urn:keepwatch:problem:unavailable, with Retry-After")
    public Uni<Response> retry(@PathParam("id") String id) {
        if (id.indexOf('\0') >= 0) {
            throw Problem.NOT_FOUND.because("no notice of this id");
        }
        return available(notices.retry(id)).map(_ -> Response.accepted().build());
    }

    private static Response page(NoticePage page, UriInfo uri) {
        Response.ResponseBuilder response = Response.ok(page);
        if (page.nextCursor() != null) {
            response.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", page.nextCursor())
                            .build(),
                    "next");
        }
        return response.build();
    }

    private static <T> Uni<T> available(Uni<T> answer) {
        return answer.onFailure(failure -> !(failure instanceof HttpProblem) && Database.isAway(failure))
                .transform(failure -> Problem.UNAVAILABLE.because("try again"));
    }

    private static void word(@Nullable String value, Set<String> words, String parameter, List<Violation> violations) {
        if (value != null && !words.contains(value)) {
            violations.add(new Violation(
                    parameter,
                    "expected one of "
                            + String.join(", ", words.stream().sorted().toList())));
        }
    }

    private static int limit(@Nullable String value, List<Violation> violations) {
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            violations.add(new Violation("limit", "expected a number from 1 to " + HIGHEST_LIMIT));
            return DEFAULT_LIMIT;
        }
        violations.add(new Violation("limit", "expected a number from 1 to " + HIGHEST_LIMIT));
        return DEFAULT_LIMIT;
    }
}
