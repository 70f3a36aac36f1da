package io.keepwatch.rules.judgement;

import java.net.IDN;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lists of {@code rules/lists}, as conditions ask them: {@code listed("job-sites", category)}, {@code
 * outside("corporate-domains", to)}, {@code outsideNetwork("internal-networks", remoteIp)}. Case does not matter.
 */
public final class Lists {
    /** The list behind the property {@code classified}. */
    public static final String CLASSIFIED_LABELS = "classified-labels";

    private final Map<String, Set<String>> entries = new TreeMap<>();
    /** The same entries as the domain system writes them. */
    private final Map<String, Set<String>> domains = new TreeMap<>();

    private final Map<String, Keywords> keywords = new TreeMap<>();
    /** The lists that hold nothing but addresses and blocks of them. */
    private final Map<String, Networks> networks = new TreeMap<>();

    /** @param lists entries by the list's name */
    public Lists(Map<String, ? extends Iterable<String>> lists) {
        lists.forEach((name, texts) -> {
            Set<String> folded = new HashSet<>();
            Set<String> ascii = new HashSet<>();
            texts.forEach(text -> {
                folded.add(fold(text));
                ascii.add(ascii(text));
            });
            entries.put(name, Set.copyOf(folded));
            domains.put(name, Set.copyOf(ascii));
            keywords.put(name, new Keywords(List.copyOf(folded)));
            Networks blocks = Networks.of(folded);
            if (blocks != null) {
                networks.put(name, blocks);
            }
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

    /** Whether a word of the list begins a word of the text; nothing is on a list that does not exist. */
    public boolean namedIn(String list, @Nullable String text) {
        Keywords words = keywords.get(list);
        return words != null && text != null && words.areIn(text);
    }

    /** Whether the list holds nothing but addresses and blocks of them. */
    public boolean isOfNetworks(String list) {
        return networks.containsKey(list);
    }

    /** Whether an address lies in the listed networks; false for what is no address. */
    public boolean insideNetwork(String list, @Nullable String address) {
        Networks blocks = networks.get(list);
        return blocks != null && address != null && Boolean.TRUE.equals(blocks.contain(address));
    }

    /** Whether an address lies in none of the listed networks; false for what is no address. */
    public boolean outsideNetwork(String list, @Nullable String address) {
        Networks blocks = networks.get(list);
        return blocks != null && address != null && Boolean.FALSE.equals(blocks.contain(address));
    }

    /** Whether a mail address, a URL or a domain lies in one of the listed domains or below it. */
    public boolean inside(String list, @Nullable String place) {
        Set<String> listed = domains.get(list);
        return listed != null && place != null && isBelow(listed, domainOfAny(place));
    }

    private static boolean isBelow(Set<String> listed, String domain) {
        String rest = domain;
        while (!listed.contains(rest)) {
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return false;
            }
            rest = rest.substring(dot + 1);
        }
        return true;
    }

    private static String domainOfAny(String place) {
        int scheme = place.indexOf("://");
        if (scheme < 0) {
            return place.indexOf('@') < 0 ? ascii(place) : domain(place);
        }
        int from = scheme + 3;
        int until = from;
        while (until < place.length() && "/?#\\".indexOf(place.charAt(until)) < 0) {
            until++;
        }
        String authority = place.substring(from, until);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':');
        return ascii(port < 0 ? host : host.substring(0, port));
    }

    /**
     * Whether a mail address or domain lies outside the listed domains and everything below them. An address without a
     * domain is a local mailbox and lies inside.
     */
    public boolean outside(String list, @Nullable String address) {
        Set<String> inside = domains.get(list);
        if (inside == null || address == null) {
            return false;
        }
        String domain = domain(address);
        return !domain.isEmpty() && !isBelow(inside, domain);
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
        return ascii(domain);
    }

    private static String ascii(String domain) {
        String ascii;
        try {
            ascii = fold(IDN.toASCII(domain.strip(), IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException e) {
            // Not a name that the domain system could hold: compared as it stands.
            ascii = fold(domain);
        }
        int end = ascii.length();
        while (end > 0 && ascii.charAt(end - 1) == '.') {
            end--;
        }
        return ascii.substring(0, end);
    }

    private static String fold(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
