package io.keepwatch.cases.casefile;

import io.keepwatch.cases.http.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The cases in PostgreSQL. Everything here happens inside the caller's transaction, one operation after the other. */
@ApplicationScoped
class CaseStore implements PanacheRepositoryBase<CaseEntity, UUID> {

    /** The open cases of a kind of the subjects, held against other writers until the transaction ends. */
    Uni<Map<String, Case>> open(CaseKind kind, Collection<String> subjects) {
        return find(
                        "subject in ?1 and kind = ?2 and closedAt is null order by id",
                        Set.copyOf(subjects),
                        kind.wireName())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .map(rows -> rows.stream()
                        .map(CaseEntity::toCase)
                        .collect(Collectors.toMap(Case::subject, Function.identity())));
    }

    /** The case of this id, which is there; held against other writers until the transaction ends. */
    Uni<Case> held(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(CaseEntity::toCase);
    }

    /** Keeps a case: a new one with the checklist its kind begins with. */
    Uni<Void> keep(Case file) {
        return findById(file.id()).chain(row -> {
            if (row != null) {
                row.show(file);
                return flush();
            }
            return persistAndFlush(new CaseEntity(file)).chain(() -> beginChecklist(file));
        });
    }

    /** Whether there is a case of this person that can be seen. */
    Uni<Boolean> seesACase(String subject, Visibility visibility) {
        return getSession().chain(session -> {
            var selection = session.createSelectionQuery(
                            "select count(c) from CaseEntity c where c.subject = :subject and "
                                    + visibility.condition(),
                            Long.class)
                    .setParameter("subject", subject);
            visibility.values().forEach(selection::setParameter);
            return selection.getSingleResult().map(count -> count > 0);
        });
    }

    /** The case, if there is one that this reader may see; otherwise null. */
    Uni<Case> read(UUID id, Visibility visibility) {
        return getSession()
                .chain(session -> {
                    var selection = session.createSelectionQuery(
                                    "from CaseEntity c where c.id = :id and " + visibility.condition(),
                                    CaseEntity.class)
                            .setParameter("id", id);
                    visibility.values().forEach(selection::setParameter);
                    return selection.getSingleResultOrNull();
                })
                .onItem()
                .ifNotNull()
                .transform(CaseEntity::toCase);
    }

    /** One page, and one case more if there is a next page. */
    Uni<List<Case>> page(CaseQuery query, Visibility visibility) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>(visibility.values());
        conditions.add(visibility.condition());
        if (query.subject() != null) {
            conditions.add("c.subject = :subject");
            values.put("subject", query.subject());
        }
        if (!query.states().isEmpty()) {
            conditions.add("c.state in :states");
            values.put(
                    "states", query.states().stream().map(CaseState::wireName).toList());
        }
        if (query.kind() != null) {
            conditions.add("c.kind = :kind");
            values.put("kind", query.kind().wireName());
        }
        if (query.assignee() != null) {
            conditions.add("c.assignee = :assignee");
            values.put("assignee", query.assignee());
        }
        if (!query.bands().isEmpty()) {
            conditions.add("c.band in :bands");
            values.put("bands", query.bands());
        }
        if (query.open() != null) {
            conditions.add(query.open() ? "c.closedAt is null" : "c.closedAt is not null");
        }
        Cursor after = query.after();
        if (after != null) {
            conditions.add("(c.openedAt, c.id) < (:openedAt, :id)");
            values.put("openedAt", CaseQuery.openedAt(after));
            values.put("id", CaseQuery.id(after));
        }
        String hql =
                "from CaseEntity c where " + String.join(" and ", conditions) + " order by c.openedAt desc, c.id desc";
        return getSession()
                .chain(session -> {
                    var selection = session.createSelectionQuery(hql, CaseEntity.class);
                    values.forEach(selection::setParameter);
                    return selection.setMaxResults(query.limit() + 1).getResultList();
                })
                .map(rows -> rows.stream().map(CaseEntity::toCase).toList());
    }

    /** The checklists of the cases, each in the template's order. */
    Uni<Map<UUID, List<ChecklistItem>>> checklists(Collection<UUID> cases) {
        if (cases.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from ChecklistEntity i where i.key.caseId in :cases order by i.key.position",
                                ChecklistEntity.class)
                        .setParameter("cases", Set.copyOf(cases))
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.key.caseId(),
                                Collectors.mapping(ChecklistEntity::toItem, Collectors.toList()))));
    }

    private Uni<Void> beginChecklist(Case file) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into checklist_item (case_id, position, item, state)
                                select :id, position, item, 'open' from checklist_template where kind = :kind""")
                        .setParameter("id", file.id())
                        .setParameter("kind", file.kind().wireName())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
