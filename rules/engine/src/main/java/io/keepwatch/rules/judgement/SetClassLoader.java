package io.keepwatch.rules.judgement;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one rule set: generated facts, and what was compiled from the rules. Also serves them as resources,
 * which is how the compiler looks at them. When the set is let go, its classes go with this loader.
 */
final class SetClassLoader extends ClassLoader {
    private static final String CLASS = ".class";

    /** Class files by their path, for example {@code a/b/C.class}. */
    private final Map<String, byte[]> classFiles;

    SetClassLoader(ClassLoader parent, Map<String, byte[]> classFiles) {
        super("rule-set", parent);
        this.classFiles = Map.copyOf(classFiles);
    }

    /** Names of the classes it holds itself. */
    List<String> classNames() {
        return classFiles.keySet().stream()
                .sorted()
                .map(SetClassLoader::className)
                .toList();
    }

    static String path(String className) {
        return className.replace('.', '/') + CLASS;
    }

    static String className(String path) {
        return path.substring(0, path.length() - CLASS.length()).replace('/', '.');
    }

    /** Its own first: a parent that is asked for a name keeps the name for ever, and every set has names of its own. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classFiles.containsKey(path(name))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classFiles.get(path(name));
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] bytes = classFiles.get(name);
        if (bytes == null) {
            return null;
        }
        try {
            return URL.of(URI.create("rule-set:/" + name), new FromMemory(bytes));
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class FromMemory extends URLStreamHandler {
        private final byte[] bytes;

        private FromMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // The bytes are here already.
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
