package io.keepwatch.rules.judgement;

import java.net.IDN;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lists of {@code rules/lists}, as conditions ask them: {@code listed("job-sites", category)}, {@code
 * outside("corporate-domains", to)}. Case does not matter.
 */
public final class Lists {
    /** The list behind the property {@code classified}. */
    public static final String CLASSIFIED_LABELS = "classified-labels";

    private final Map<String, Set<String>> entries;

    /** @param lists entries by the list's name */
    public Lists(Map<String, ? extends Iterable<String>> lists) {
        entries = new TreeMap<>();
        lists.forEach((name, texts) -> {
            Set<String> folded = new HashSet<>();
            texts.forEach(text -> folded.add(fold(text)));
            entries.put(name, Set.copyOf(folded));
        });
    }

    public Set<String> names() {
        return entries.keySet();
    }

    /** Whether the text is on the list; nothing is on a list that does not exist. */
    public boolean contains(String list, @Nullable String text) {
        Set<String> texts = entries.get(list);
        return texts != null && text != null && (texts.contains(text) || texts.contains(fold(text)));
    }

    /**
     * Whether a mail address or domain lies outside the listed domains and everything below them. An address without a
     * domain is a local mailbox and lies inside.
     */
    public boolean outside(String list, @Nullable String address) {
        Set<String> domains = entries.get(list);
        if (domains == null || address == null) {
            return false;
        }
        String domain = domain(address);
        while (!domain.isEmpty()) {
            if (domains.contains(domain)) {
                return false;
            }
            int dot = domain.indexOf('.');
            if (dot < 0) {
                return true;
            }
            domain = domain.substring(dot + 1);
        }
        return false;
    }

    /** The domain of {@code a@b}, {@code Name <a@b>}, or nothing where there is no domain. */
    private static String domain(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return "";
        }
        String domain = address.substring(at + 1).strip();
        int end = domain.indexOf('>');
        if (end >= 0) {
            domain = domain.substring(0, end).strip();
        }
        while (domain.endsWith(".")) {
            domain = domain.substring(0, domain.length() - 1);
        }
        try {
            return fold(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException e) {
            // Not a name that the domain system could hold: compared as it stands, so it lies outside.
            return fold(domain);
        }
    }

    private static String fold(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
