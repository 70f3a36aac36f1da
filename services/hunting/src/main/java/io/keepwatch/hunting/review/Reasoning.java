package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.Holders.Behind;
import io.keepwatch.hunting.review.Holders.Claim;
import io.keepwatch.hunting.review.PullTransfer.Candidate;
import io.keepwatch.hunting.review.PullTransfer.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in words who may have been behind a transfer, why, and how sure that is. */
final class Reasoning {
    private final @Nullable String address;
    private final @Nullable String host;
    private final @Nullable String session;
    private final Instant time;
    private final Map<String, List<Held>> held = new LinkedHashMap<>();

    private enum Confidence {
        LOW,
        MEDIUM,
        HIGH;

        Confidence lower() {
            return this == HIGH ? MEDIUM : LOW;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Held(Confidence confidence, Reason reason) {}

    Reasoning(@Nullable String address, @Nullable String host, @Nullable String session, Instant time) {
        this.address = address;
        this.host = host;
        this.session = session;
        this.time = time;
    }

    /** The likeliest first. Where several come into question, none is as likely as if they were the only one. */
    List<Candidate> candidates(Behind behind) {
        behind.opened().forEach(claim -> add(claim, Confidence.HIGH, sessionSentence(claim, behind.opened())));
        behind.tunnel()
                .forEach(claim -> add(
                        claim, Confidence.HIGH, loginSentence(" over VPN", claim, behind.tunnel(), behind.logins())));
        behind.logins()
                .forEach(claim -> add(claim, Confidence.MEDIUM, loginSentence("", claim, behind.logins(), List.of())));
        return held.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Held>> one) -> highest(one.getValue()))
                        .reversed())
                .map(one -> candidate(one.getKey(), one.getValue()))
                .toList();
    }

    private void add(Claim claim, Confidence confidence, String sentence) {
        ActivityKey activity = ActivityKey.of(claim.source(), claim.id(), claim.time());
        held.computeIfAbsent(claim.subject(), subject -> new ArrayList<>())
                .add(new Held(confidence, new Reason(sentence, claim.account(), activity)));
    }

    private Candidate candidate(String subject, List<Held> own) {
        Confidence highest = highest(own);
        return new Candidate(
                subject,
                (held.size() > 1 ? highest.lower() : highest).word(),
                own.stream().map(Held::reason).toList());
    }

    private static Confidence highest(List<Held> held) {
        return held.stream()
                .map(Held::confidence)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private String loginSentence(String how, Claim claim, List<Claim> alike, List<Claim> since) {
        String others = isAnothers(claim, alike)
                ? "somebody else did at the same instant"
                : isAnothers(claim, since)
                        ? "somebody else logged in from there since, but not over VPN"
                        : "nobody else did from there until the transfer";
        return who(claim) + " logged in" + how + " from " + address + " " + before(claim.time()) + ", and " + others
                + ".";
    }

    private String sessionSentence(Claim claim, List<Claim> alike) {
        return "The transfer belongs to the session " + session + " on " + host + ", which " + who(claim) + " opened "
                + before(claim.from())
                + (isAnothers(claim, alike)
                        ? "; somebody else opened one of that name there at the same instant."
                        : ", and nobody else opened one of that name there since.");
    }

    private static boolean isAnothers(Claim claim, List<Claim> claims) {
        return claims.stream().anyMatch(other -> !other.subject().equals(claim.subject()));
    }

    private static String who(Claim claim) {
        return claim.account() == null || claim.account().equals(claim.subject())
                ? claim.subject()
                : claim.subject() + " (as " + claim.account() + ")";
    }

    private String before(Instant earlier) {
        return Words.duration(Duration.between(earlier, time)) + " before";
    }
}
