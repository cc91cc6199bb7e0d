; bpf_xdp_metadata_rx_hash; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
                r4 = test r1 -> xdp_buff.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
                none if r4 == 0
                r1 = get r1 -> igc_xdp_buff.rx_desc
mainline:       copy_u32 (r2), r1 -> adv_rx.rss
rfc:            r0 = get r1 -> adv_rx.rss
                r4 = get r1 -> adv_rx.pkt_info.rss_type
                w5 = table w4
                     1 => XDP_RSS_TYPE_L4_IPV4_TCP
                     2 => XDP_RSS_TYPE_L3_IPV4
                     3 => XDP_RSS_TYPE_L4_IPV6_TCP
                     4 => XDP_RSS_TYPE_L3_IPV6_EX
                     5 => XDP_RSS_TYPE_L3_IPV6
                     6 => XDP_RSS_TYPE_L4_IPV6_TCP_EX
                     7 => XDP_RSS_TYPE_L4_IPV4_UDP
                     8 => XDP_RSS_TYPE_L4_IPV6_UDP
                     9 => XDP_RSS_TYPE_L4_IPV6_UDP_EX
                     else => XDP_RSS_TYPE_NONE
mainline:       *(u32 *)(r3 + 0) = r5
mainline:       return 0
rfc:            result r0, r5
