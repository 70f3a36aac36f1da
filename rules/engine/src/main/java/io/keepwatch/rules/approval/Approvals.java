package io.keepwatch.rules.approval;

import io.keepwatch.rules.book.Digests;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether enough people, none of them the author, let a rule set pass as it is, and it is not an older one come back. */
public final class Approvals {
    private static final String SIGNATURE = ".sig";

    private final Map<String, PublicKey> approvers;
    private final int needed;

    /**
     * @param approvers public keys by name
     * @param needed how many different keys must have signed
     */
    public Approvals(Map<String, PublicKey> approvers, int needed) {
        this.approvers = Map.copyOf(approvers);
        this.needed = needed;
    }

    /**
     * The newest approved set there was.
     *
     * @param number its manifest's number
     * @param manifest digest of its manifest
     */
    public record Newest(long number, String manifest) {
        /** The newest after a set with this manifest was accepted. */
        public static Newest of(Manifest manifest) {
            return new Newest(manifest.number(), Digests.of(manifest.write()));
        }
    }

    /**
     * @param files of the set, by path
     * @param newest the newest approved set there was, or null before the first
     * @return the manifest, which is what was approved
     * @throws RuleSetException naming what is missing, changed, unsigned or old
     */
    public Manifest check(Map<String, byte[]> files, @Nullable Newest newest) throws RuleSetException {
        byte[] written = files.get(Manifest.FILE);
        if (written == null) {
            throw new RuleSetException(problem(Manifest.FILE, "is missing; " + needed + " approvals are needed"));
        }
        Manifest manifest = Manifest.read(written);
        List<RuleProblem> problems = new ArrayList<>(differences(manifest, files));
        List<RuleProblem> uncounted = new ArrayList<>();
        Set<String> signed = signedBy(manifest, written, files, uncounted);
        if (signed.size() < needed) {
            problems.add(problem(
                    Manifest.FILE,
                    "has " + signed.size() + " valid approvals of others than the author, needs " + needed));
            problems.addAll(uncounted);
        }
        if (newest != null && isOlder(manifest, written, newest)) {
            problems.add(problem(
                    Manifest.FILE,
                    "number " + manifest.number() + " is not after " + newest.number()
                            + ", which was approved before"));
        }
        if (!problems.isEmpty()) {
            throw new RuleSetException(problems);
        }
        return manifest;
    }

    /**
     * The manifest among these files.
     *
     * @throws RuleSetException naming what differs, if it does not list them as they are
     */
    public static Manifest fitting(Map<String, byte[]> files) throws RuleSetException {
        byte[] written = files.get(Manifest.FILE);
        if (written == null) {
            throw new RuleSetException(problem(Manifest.FILE, "is missing"));
        }
        Manifest manifest = Manifest.read(written);
        List<RuleProblem> problems = differences(manifest, files);
        if (!problems.isEmpty()) {
            throw new RuleSetException(problems);
        }
        return manifest;
    }

    private static boolean isOlder(Manifest manifest, byte[] written, Newest newest) {
        return manifest.number() < newest.number()
                || (manifest.number() == newest.number() && !Digests.of(written).equals(newest.manifest()));
    }

    private static List<RuleProblem> differences(Manifest manifest, Map<String, byte[]> files) {
        List<RuleProblem> problems = new ArrayList<>();
        manifest.files().forEach((path, digest) -> {
            byte[] content = files.get(path);
            if (content == null || !Manifest.isListed(path)) {
                problems.add(problem(path, "stands in the manifest, but is not there"));
            } else if (!Digests.of(content).equals(digest)) {
                problems.add(problem(path, "is not what the manifest says"));
            }
        });
        files.keySet().stream()
                .filter(path -> Manifest.isListed(path) && !manifest.files().containsKey(path))
                .sorted()
                .forEach(path -> problems.add(problem(path, "does not stand in the manifest")));
        return problems;
    }

    /** The keys that signed, each once, whoever they are called; the author's own does not count under any name. */
    private Set<String> signedBy(
            Manifest manifest, byte[] written, Map<String, byte[]> files, List<RuleProblem> uncounted) {
        PublicKey ofAuthor = approvers.get(manifest.author());
        Set<String> signed = new HashSet<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = file.getKey();
            if (!isSignature(path)) {
                continue;
            }
            String name = path.substring(Manifest.FOLDER.length() + 1, path.length() - SIGNATURE.length());
            PublicKey key = approvers.get(name);
            if (key == null) {
                uncounted.add(problem(path, name + " is no approver"));
            } else if (!Keys.verifies(written, file.getValue(), key)) {
                uncounted.add(problem(path, "is not a signature of " + name + " over this manifest"));
            } else if (name.equals(manifest.author()) || isSame(key, ofAuthor)) {
                uncounted.add(problem(path, "is the author's own"));
            } else if (!signed.add(Digests.of(key.getEncoded()))) {
                uncounted.add(problem(path, "is of a key that signed under another name, too"));
            }
        }
        return signed;
    }

    private static boolean isSame(PublicKey key, @Nullable PublicKey other) {
        return other != null
                && Arrays.equals(Objects.requireNonNull(key.getEncoded()), Objects.requireNonNull(other.getEncoded()));
    }

    /** Whether a file of a rule set is somebody's signature. */
    public static boolean isSignature(String path) {
        return path.startsWith(Manifest.FOLDER + "/") && path.endsWith(SIGNATURE);
    }

    /** The path of an approver's signature in a rule set. */
    public static String signatureOf(String approver) {
        return Manifest.FOLDER + "/" + approver + SIGNATURE;
    }

    private static RuleProblem problem(String file, String reason) {
        return new RuleProblem(null, file, 0, reason);
    }
}
