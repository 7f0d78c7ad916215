package dev.kinesislake.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUrlTest {

    @Test
    void aSingleBrokerIsConnectedAgainForEver() {
        assertThat(new BrokerUrl("ssl://mq.shop.example:61617?socket.verifyHostName=true").reconnecting())
                .startsWith("failover:(ssl://mq.shop.example:61617?socket.verifyHostName=true)?")
                .contains("maxReconnectAttempts=-1")
                .contains("maxReconnectDelay=10000");
    }

    @Test
    void severalBrokersAreTakenAsTheyAre() {
        var url = "failover:(ssl://a:61617,nio+ssl://b:61617?x=1)?randomize=false";
        assertThat(new BrokerUrl(url).reconnecting()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "tcp://a:61616?wireFormat.x=1 tcp://a:61616",
                "failover:(tcp://a:1?x=1,tcp://b:2)?randomize=false failover:(tcp://a:1,tcp://b:2)"
            })
    void isShownWithoutOptions(String url, String shown) {
        assertThat(new BrokerUrl(url)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mq:61616",
                "tcp://",
                "http://a:1",
                "vm://localhost",
                "vm:(broker:(tcp://a:1)?persistent=false)",
                "failover:(vm://localhost)",
                "failover:(tcp://a:1,vm://b)",
                "failover:(failover:(tcp://a:1))",
                "failover:()",
                "discovery:(multicast://default)",
                "tcp://a:1,tcp://b:1",
                "tcp://a:1 tcp://b:1"
            })
    void whatIsNoBrokersUrlIsRefused(String url) {
        assertThatThrownBy(() -> new BrokerUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + url + "' ")
                .hasMessageEndingWith(
                        "allowed are tcp://HOST:PORT, ssl://, nio:// and nio+ssl://, and several of them as "
                                + "failover:(URL,URL)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://shop:secret@a:1",
                "tcp://a:1?jms.userName=shop&jms.password=secret",
                "failover:(tcp://a:1)?jms.password=secret",
                "ssl://a:1?keyStorePassword=secret"
            })
    void credentialsInTheUrlAreRefusedWithoutRepeatingThem(String url) {
        assertThatThrownBy(() -> new BrokerUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the broker's URL has credentials: they belong in the variables AMQ_USER and AMQ_PASSWORD");
    }
}
