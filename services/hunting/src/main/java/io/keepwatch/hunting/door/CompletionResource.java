package io.keepwatch.hunting.door;

import io.keepwatch.hunting.asking.AnswerTooLargeException;
import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.asking.ParameterException;
import io.keepwatch.hunting.asking.Values;
import io.keepwatch.hunting.audit.AuditAwayException;
import io.keepwatch.hunting.audit.AuditTrail;
import io.keepwatch.hunting.audit.Caller;
import io.keepwatch.hunting.audit.Look;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.http.QueryReader;
import io.keepwatch.hunting.question.Completion;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/hunt/complete}: what may stand at the cursor of a question that is being typed. */
@Path("/v1/hunt/complete")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hunt")
class CompletionResource {
    private static final Set<String> PARAMETERS = Set.of("q", "at", "limit");
    private static final int USUAL = 20;
    /** Fields whose texts are people. */
    private static final Set<String> PEOPLE = Set.of("subject", "user", "account", "owner");

    private final Answering answering;
    private final Desk desk;
    private final AuditTrail trail;
    private final SecurityIdentity identity;

    CompletionResource(Answering answering, Desk desk, AuditTrail trail, SecurityIdentity identity) {
        this.answering = answering;
        this.desk = desk;
        this.trail = trail;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead"})
    @Operation(
            operationId = "huntComplete",
            summary = "Complete a question",
            description =
                    "Fields, operators and words of the language, and texts of the last seven days' activities. Where "
                            + "the question is already wrong before the cursor, there are no proposals.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "The question as far as it is typed.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "at",
            in = ParameterIn.QUERY,
            description = "How many characters (code points) are before the cursor; all, unless given.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most texts of activities.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "50", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "What may stand there.",
            content = @Content(schema = @Schema(implementation = CompletionView.class)))
    @APIResponse(responseCode = "400", description = "A parameter cannot be understood.")
    @APIResponse(responseCode = "422", description = "There are too many different texts to look through.")
    @APIResponse(responseCode = "429", description = "Too many questions at once.")
    @APIResponse(responseCode = "503", description = "The store is away, or the audit trail.")
    public CompletionView complete(@Context UriInfo uri, @Context RoutingContext request) {
        QueryReader reader = new QueryReader(uri.getQueryParameters(), PARAMETERS);
        String typed = reader.typed();
        int at = reader.number("at", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
        int limit = reader.number("limit", USUAL, 1, Values.MOST);
        reader.verify();
        Completion completion = Completion.of(typed, at);
        Completion.FreeText free = completion.free();
        return free == null
                ? new CompletionView(completion.from(), completion.proposals(), List.of())
                : desk.answer(request, cancellation -> withValues(completion, free, limit, cancellation));
    }

    private CompletionView withValues(
            Completion completion, Completion.FreeText free, int limit, Cancellation cancellation)
            throws ParameterException, QuestionStoppedException, AnswerTooLargeException, AuditAwayException,
                    IOException {
        List<String> values;
        try {
            values = answering.values().starting(free, limit, cancellation);
        } catch (QuestionStoppedException e) {
            if (e.reason() != QuestionStoppedException.Reason.TIME_LIMIT) {
                throw e;
            }
            return new CompletionView(completion.from(), completion.proposals(), List.of("time"));
        }
        trail.record(Caller.of(identity), look(free, values));
        List<String> proposals = new ArrayList<>(completion.proposals());
        values.forEach(value -> proposals.add(free.proposal(value)));
        return new CompletionView(completion.from(), proposals, List.of());
    }

    private static Look look(Completion.FreeText free, List<String> values) {
        String asked = "field=" + free.field() + " prefix=" + free.prefix();
        return PEOPLE.contains(free.field())
                ? Look.at("hunt.complete", asked, values)
                : Look.at("hunt.complete", asked, List.of());
    }
}
