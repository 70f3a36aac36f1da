package io.keepwatch.cases.person;

import io.keepwatch.contracts.Identity;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What people could reach (S1-09): crown jewels before privileged access before the rest. */
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
     * Takes a record of a person in the caller's transaction; the caller holds the subject's lock.
     *
     * @return false if a newer record is already known
     */
    public Uni<Boolean> learn(Identity identity) {
        return findById(identity.subject()).chain(known -> {
            if (known == null) {
                return persistAndFlush(new PersonEntity(identity.subject(), exposure(identity), identity.validFrom()))
                        .replaceWith(true);
            }
            if (identity.validFrom().isBefore(known.validFrom)) {
                return Uni.createFrom().item(false);
            }
            known.exposure = (short) exposure(identity);
            known.validFrom = identity.validFrom();
            return flush().replaceWith(true);
        });
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
