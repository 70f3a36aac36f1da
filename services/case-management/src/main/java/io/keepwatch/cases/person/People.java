package io.keepwatch.cases.person;

import io.keepwatch.contracts.Identity;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people could reach (S1-09): crown jewels before privileged access before the rest; and where they work. */
@ApplicationScoped
public class People implements PanacheRepositoryBase<PersonEntity, String> {
    private static final int CROWN_JEWELS = 2;
    private static final int PRIVILEGED = 1;
    private static final int THE_REST = 0;

    /** 2 for crown jewels, 1 for privileged access, 0 for the rest; someone who left keeps what the last record says. */
    public static int exposure(Identity identity) {
        if (identity.crownJewels()) {
            return CROWN_JEWELS;
        }
        return identity.privileged() ? PRIVILEGED : THE_REST;
    }

    /**
     * Takes records of people in the caller's transaction; the caller holds the subjects' locks. A few statements for all
     * of them: a directory sends its whole house at once.
     *
     * @return the exposure of everyone whose exposure is now another than before; whoever was not known had {@value
     *     #THE_REST}
     */
    public Uni<Map<String, Integer>> learn(Collection<Identity> identities) {
        Map<String, Identity> newest = new HashMap<>();
        for (Identity identity : identities) {
            newest.merge(
                    identity.subject(),
                    identity,
                    (known, next) -> next.validFrom().isBefore(known.validFrom()) ? known : next);
        }
        return find("subject in ?1", newest.keySet()).list().chain(known -> {
            Map<String, Integer> changed = new HashMap<>();
            for (PersonEntity person : known) {
                Identity identity = newest.remove(person.subject);
                if (identity != null && !identity.validFrom().isBefore(person.validFrom)) {
                    note(changed, identity, person.exposure);
                    person.show(identity);
                }
            }
            List<PersonEntity> unknown = new ArrayList<>();
            for (Identity identity : newest.values()) {
                note(changed, identity, THE_REST);
                unknown.add(new PersonEntity(identity));
            }
            // Panache refuses to persist nothing.
            Uni<Void> kept = unknown.isEmpty() ? flush() : persist(unknown).chain(this::flush);
            return kept.replaceWith(changed);
        });
    }

    /** What deadlines need to know of a person; of somebody unknown, that. */
    public Uni<Profile> profile(String subject) {
        return findById(subject)
                .map(person -> person == null
                        ? Profile.UNKNOWN
                        : new Profile(true, zone(person.timeZone), person.site, person.manager));
    }

    /** A person without a zone has UTC, as everywhere. */
    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static void note(Map<String, Integer> changed, Identity identity, int before) {
        if (exposure(identity) != before) {
            changed.put(identity.subject(), exposure(identity));
        }
    }

    /** The exposures of those among the subjects that are known. */
    public Uni<Map<String, Integer>> exposures(Collection<String> subjects) {
        return find("subject in ?1", Set.copyOf(subjects)).list().map(known -> {
            Map<String, Integer> exposures = new HashMap<>();
            known.forEach(person -> exposures.put(person.subject, (int) person.exposure));
            return exposures;
        });
    }
}
