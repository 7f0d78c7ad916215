package dev.kinesislake.lab.aws.s3;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An error as S3 answers it, where s3proxy isn't asked. */
final class ErrorAnswer {

    private ErrorAnswer() {}

    /** Answers, and closes the connection. */
    static void close(HttpServletResponse response, S3Exception error) throws IOException {
        response.setHeader("Connection", "close");
        send(response, error);
    }

    static void send(HttpServletResponse response, S3Exception error) throws IOException {
        response.setStatus(error.statusCode());
        response.setContentType("application/xml");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(response.getWriter());
            xml.writeStartDocument();
            xml.writeStartElement("Error");
            element(xml, "Code", error.awsErrorDetails().errorCode());
            element(xml, "Message", error.awsErrorDetails().errorMessage());
            xml.writeEndElement();
            xml.flush();
        } catch (XMLStreamException cause) {
            throw new IOException(cause);
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
