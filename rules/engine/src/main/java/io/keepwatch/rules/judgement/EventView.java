package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.book.WindowDeclaration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The activity that is being judged, shared by every fact of one judge; pointed at the next activity, never copied. */
final class EventView {
    private final WindowDeclaration[] declarations;
    private final Lists lists;
    private final Patterns patterns = new Patterns();
    private final Map<String, ZoneId> zones = new HashMap<>();

    private @Nullable Activity activity;
    private @Nullable WindowValues windows;
    private Context context = Context.UNKNOWN;
    private @Nullable LocalDateTime local;

    EventView(List<WindowDeclaration> declarations, Lists lists) {
        this.declarations = declarations.toArray(WindowDeclaration[]::new);
        this.lists = lists;
    }

    void show(Activity newActivity, WindowValues newWindows, Context newContext) {
        activity = newActivity;
        windows = newWindows;
        context = newContext;
        local = null;
    }

    Activity activity() {
        if (activity == null) {
            throw new IllegalStateException("no activity is being judged");
        }
        return activity;
    }

    long window(int index) {
        return windows().value(declarations[index]);
    }

    double dailyMean(int index) {
        return windows().dailyMean(declarations[index]);
    }

    double rate(int index) {
        return windows().rate(declarations[index]);
    }

    boolean isFirst(int index) {
        return windows().isFirst(declarations[index]);
    }

    private WindowValues windows() {
        if (windows == null) {
            throw new IllegalStateException("no activity is being judged");
        }
        return windows;
    }

    Context context() {
        return context;
    }

    @Nullable
    Identity profile() {
        return context.profile();
    }

    Lists lists() {
        return lists;
    }

    Patterns patterns() {
        return patterns;
    }

    LocalDateTime local() {
        LocalDateTime known = local;
        if (known == null) {
            known = LocalDateTime.ofInstant(activity().header().time(), zone());
            local = known;
        }
        return known;
    }

    /** The person's zone; a region is looked up once, not at every activity. */
    private ZoneId zone() {
        Identity profile = context.profile();
        if (profile == null || profile.timeZone() == null) {
            return ZoneOffset.UTC;
        }
        return zones.computeIfAbsent(profile.timeZone(), ZoneId::of);
    }
}
