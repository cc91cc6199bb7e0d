; bpf_xdp_metadata_rx_hash; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
mainline:       let rA = r4
rfc:            let rA = r1
                rA = get r1 -> ice_xdp_buff.eop_desc
mainline:       w1 = 0
mainline:       r5 = get r4 -> flex_nic.rxdid
mainline:       if w5 != RXDID_FLEX_NIC goto hash
mainline:       r1 = get r4 -> flex_nic.rss_hash
hash:
mainline:       *(u32 *)(r2 + 0) = r1                   ; before it is known to be a hash
rfc:            r2 = get r1 -> flex_nic.rxdid
rfc:            none if w2 != RXDID_FLEX_NIC
rfc:            r0 = get r1 -> flex_nic.rss_hash
rfc:            if w0 == 0 goto end

                ; w5: the type that follows from the packet type in w4
                r4 = get rA -> flex_nic.ptype
                w5 = XDP_RSS_TYPE_NONE
                if w4 < PTYPE_IPV4 goto done
                if w4 > PTYPE_LAST goto done
                w5 = XDP_RSS_TYPE_L3_IPV4
                w4 -= PTYPE_IPV4
                if w4 < PTYPES_PER_VERSION goto outer
                w5 = XDP_RSS_TYPE_L3_IPV6
                w4 -= PTYPES_PER_VERSION

                ; w4: without tunnel or with IP in IP three times seven types, then three tunnels of one and twice seven
outer:          if w4 < PTYPE_TUNNELS goto inner
                w4 -= PTYPE_TUNNELS
                w4 %= PTYPES_PER_TUNNEL
                if w4 == 0 goto done
                w4 -= 1

                ; the seven: fragment, other, UDP, unused, TCP, SCTP, ICMP
inner:          w4 %= PTYPES_PER_IP
                if w4 < 2 goto done
                if w4 == 2 goto udp
                if w4 == 4 goto tcp
                if w4 == 5 goto sctp
                if w4 == 6 goto icmp
                w5 = XDP_RSS_TYPE_NONE
                goto done
udp:            w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
                goto done
tcp:            w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
                goto done
sctp:           w5 |= XDP_RSS_TYPE_L4_IPV4_SCTP - XDP_RSS_TYPE_L3_IPV4
                goto done
icmp:           w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
done:
mainline:       *(u32 *)(r3 + 0) = r5
mainline:       return 0 if w1 != 0
mainline:       none
rfc:            result r0, r5
