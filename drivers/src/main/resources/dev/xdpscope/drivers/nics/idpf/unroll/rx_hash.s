; bpf_xdp_metadata_rx_hash; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
mainline:       let rA = r0, rV = r4
rfc:            let rA = r4, rV = r0
                r4 = test r1 -> xdp_buff.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
                none if r4 == 0

                ; w5: the hash type for the packet type in w4; types that the control plane did not name have none
                r1 = get r1 -> libeth_xdp_buff.desc
                r4 = get r1 -> flex_adv_nic_3.ptype
                w5 = XDP_RSS_TYPE_NONE
                if w4 == PTYPE_ETHERNET goto hash
                if w4 == PTYPE_PTP goto hash
                if w4 == PTYPE_LLDP goto hash
                if w4 == PTYPE_ARP goto hash
                w5 = XDP_RSS_TYPE_L3_IPV4
                w4 -= PTYPE_IPV4
                if w4 < PTYPES_PER_IP goto ip
                w5 = XDP_RSS_TYPE_L3_IPV6
                w4 -= PTYPE_IPV6 - PTYPE_IPV4
                if w4 >= PTYPES_PER_IP goto end

                ; fragment, other, UDP, unused, TCP, SCTP, ICMP
ip:             if w4 < 2 goto hash
                if w4 == 2 goto udp
                if w4 == 3 goto end
                if w4 == 4 goto tcp
                if w4 == 5 goto sctp
                w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
                goto hash
udp:            w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
                goto hash
tcp:            w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
                goto hash
sctp:           w5 |= XDP_RSS_TYPE_L4_IPV4_SCTP - XDP_RSS_TYPE_L3_IPV4

hash:           rV = get r1 -> flex_adv_nic_3.hash3
                rV <<= 8
                rA = get r1 -> flex_adv_nic_3.hash2
                rV |= rA
                rV <<= 16
                rA = get r1 -> flex_adv_nic_3.hash1
                rV |= rA
mainline:       return -ENODATA if w4 == 0
rfc:            if r0 == 0 goto end
                result rV, r5
