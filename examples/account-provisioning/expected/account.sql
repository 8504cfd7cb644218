SELECT m.account, a.region, a.state, s.app FROM org.members AS m JOIN org.accounts AS a USING (account) JOIN org.saml_apps AS s USING (account) ORDER BY ALL
