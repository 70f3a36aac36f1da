package io.keepwatch.rules.cli;

import io.keepwatch.rules.proof.Proof;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results as build servers read them. */
final class JUnitReport {
    private JUnitReport() {}

    static void write(Path file, List<Proof.Result> results) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "rules");
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute(
                    "failures",
                    String.valueOf(
                            results.stream().filter(result -> !result.passed()).count()));
            for (Proof.Result result : results) {
                xml.writeStartElement("testcase");
                xml.writeAttribute("classname", result.rule());
                xml.writeAttribute("name", result.name());
                xml.writeAttribute("file", result.where());
                xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.millis() / 1e3));
                String failure = result.failure();
                if (failure != null) {
                    xml.writeStartElement("failure");
                    xml.writeAttribute("message", result.where());
                    xml.writeCharacters(failure);
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
