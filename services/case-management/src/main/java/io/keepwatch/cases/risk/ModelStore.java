package io.keepwatch.cases.risk;

import io.keepwatch.contracts.ScoreModel;
import io.keepwatch.rules.score.WholePerson;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models in PostgreSQL, and those in use ready to score with: a digest names one content for ever. Everything here
 * happens inside the caller's transaction.
 */
@ApplicationScoped
public class ModelStore implements PanacheRepositoryBase<ModelEntity, String> {
    /** Most models that are kept ready; rule sets change a few times a week, and old ones are asked for now and then. */
    private static final int MOST_READY = 64;

    private final Map<String, WholePerson> ready = new ConcurrentHashMap<>();

    /** Keeps models that are not known, and since when the known ones were last live. */
    Uni<Void> learn(Collection<ScoreModel> models) {
        Map<String, ScoreModel> told = new HashMap<>();
        models.forEach(model -> told.merge(
                model.digest(), model, (known, next) -> next.liveSince().isAfter(known.liveSince()) ? next : known));
        return find("digest in ?1", Set.copyOf(told.keySet())).list().chain(rows -> {
            for (ModelEntity row : rows) {
                ScoreModel again = told.remove(row.digest);
                if (again != null && again.liveSince().isAfter(row.liveSince)) {
                    row.liveSince = again.liveSince();
                }
            }
            Object[] fresh = told.values().stream().map(ModelEntity::new).toArray();
            return getSession().chain(session -> session.persistAll(fresh).chain(session::flush));
        });
    }

    /** Those of the models that have arrived, by digest. */
    Uni<Map<String, WholePerson>> byDigest(Collection<String> digests) {
        Map<String, WholePerson> found = new HashMap<>();
        Set<String> missing = new HashSet<>();
        for (String digest : digests) {
            WholePerson model = ready.get(digest);
            if (model == null) {
                missing.add(digest);
            } else {
                found.put(digest, model);
            }
        }
        if (missing.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return find("digest in ?1", missing).list().map(rows -> {
            rows.forEach(row -> found.put(row.digest, prepare(row)));
            return found;
        });
    }

    /** The model of this digest, if it has arrived. */
    public Uni<Optional<WholePerson>> one(String digest) {
        return byDigest(List.of(digest)).map(found -> Optional.ofNullable(found.get(digest)));
    }

    /** The model that was last live, if any has arrived: somebody of whom nothing was said has its prior. */
    public Uni<Optional<WholePerson>> newest() {
        return find("order by liveSince desc, digest")
                .page(0, 1)
                .list()
                .map(rows -> rows.stream().findFirst().map(this::prepare));
    }

    private WholePerson prepare(ModelEntity row) {
        WholePerson known = ready.get(row.digest);
        if (known != null) {
            return known;
        }
        WholePerson model = row.toWholePerson();
        if (ready.size() >= MOST_READY) {
            ready.clear();
        }
        ready.put(row.digest, model);
        return model;
    }
}
