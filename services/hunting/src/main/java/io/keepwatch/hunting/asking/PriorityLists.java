package io.keepwatch.hunting.asking;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.judgement.Lists;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lists that say what to look at first, from the rules that people edit. Changed lists hold from the next answer on;
 * if they cannot be read, the last ones that could stay. Without any, nothing is looked at first, and the state says why.
 * Thread-safe.
 */
public final class PriorityLists {
    private static final String EXE = ".exe";
    private static final Set<String> PROGRAMS = Set.of("executable", "command", "parent");
    private static final Set<String> ADDRESSES = Set.of("remoteIp", "ip");

    private final Path rules;
    private Map<Path, String> files = Map.of();
    private Judge judge = new Judge(new Lists(Map.of()), null);

    /**
     * How the lists are.
     *
     * @param missing the ones that are not there, or hold what is no network although they should
     * @param problem why they cannot be read, naming file and line; null if they can
     */
    public record State(List<String> missing, @Nullable String problem) {
        public State {
            missing = List.copyOf(missing);
        }
    }

    /** @param rules the directory of the rules, which has the lists in its folder {@code lists} */
    public PriorityLists(Path rules) {
        this.rules = rules;
    }

    /** How the lists are now. */
    public State state() {
        return judge().state();
    }

    /** The judgement of one answer: the lists as they are now. */
    public synchronized Judge judge() {
        try {
            Map<Path, String> now = contents();
            if (judge.problem() != null || now.isEmpty() || !now.equals(files)) {
                judge = new Judge(new Lists(RuleSetReader.readLists(rules)), null);
                files = now;
            }
        } catch (IOException e) {
            judge = new Judge(judge.lists(), "lists cannot be read: " + e.getMessage());
        } catch (RuleSetException e) {
            judge = new Judge(judge.lists(), e.getMessage());
        }
        return judge;
    }

    /** Small texts: comparing them is cheaper than understanding them, and surer than looking at their times. */
    private Map<Path, String> contents() throws IOException {
        Path folder = rules.resolve("lists");
        Map<Path, String> contents = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> lists = Files.newDirectoryStream(folder, "*.yaml")) {
                for (Path list : lists) {
                    contents.put(list, Files.readString(list));
                }
            }
        }
        return contents;
    }

    /**
     * Finds the reasons to look at values of a field.
     *
     * @param problem why the lists are not those of now; null if they are
     */
    public record Judge(Lists lists, @Nullable String problem) {
        /** How the lists are. */
        public State state() {
            return new State(
                    Arrays.stream(Reason.values())
                            .filter(reason -> reason == Reason.TRANSFER_TOOL
                                    ? !lists.names().contains(reason.list())
                                    : !lists.isOfNetworks(reason.list()))
                            .map(Reason::list)
                            .toList(),
                    problem);
        }

        /** The strongest first; none of fields that are neither programs nor addresses. */
        public List<Reason> reasons(String field, String value) {
            List<Reason> reasons = new ArrayList<>();
            if (PROGRAMS.contains(field)) {
                if (lists.contains(Reason.TRANSFER_TOOL.list(), program(value))) {
                    reasons.add(Reason.TRANSFER_TOOL);
                }
            } else if (ADDRESSES.contains(field)) {
                boolean own = lists.insideNetwork(Reason.OWN_PUBLIC_SERVER.list(), value);
                boolean vpn = lists.insideNetwork(Reason.VPN_ADDRESS.list(), value);
                // What is known to be ours is not outside, also where its block is not among the internal ones.
                if (!own && !vpn && lists.outsideNetwork(Reason.OUTSIDE_ADDRESS.list(), value)) {
                    reasons.add(Reason.OUTSIDE_ADDRESS);
                }
                if (own) {
                    reasons.add(Reason.OWN_PUBLIC_SERVER);
                }
                if (vpn) {
                    reasons.add(Reason.VPN_ADDRESS);
                }
            }
            return reasons;
        }

        /** Whether it is an address in one of our own networks. */
        public boolean isInternal(String address) {
            return lists.insideNetwork(Reason.OUTSIDE_ADDRESS.list(), address);
        }

        /** As a person types it: without folder and ending. */
        private static String program(String path) {
            int from = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
            String name = path.substring(from).toLowerCase(Locale.ROOT);
            return name.endsWith(EXE) ? name.substring(0, name.length() - EXE.length()) : name;
        }
    }
}
