package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.AGENT;
import static io.keepwatch.contracts.Attribute.AGENT_STATE;

import org.jspecify.annotations.Nullable;

/**
 * A security agent changed its state. Wire type {@code agent.state}.
 *
 * @param header what every activity has
 * @param agent the agent's name
 * @param state running, stopped, uninstalled or restarting
 */
public record AgentState(
        ActivityHeader header,
        @Nullable String agent,
        @Nullable String state) implements Activity {
    static AgentState of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new AgentState(header, draft.text(AGENT), draft.text(AGENT_STATE));
    }

    @Override
    public ActivityType type() {
        return ActivityType.AGENT_STATE;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case AGENT -> agent;
            case AGENT_STATE -> state;
            default -> null;
        };
    }
}
